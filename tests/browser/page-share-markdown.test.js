/** “Copy as Markdown”: read as issue trackers read it, it is a report, whatever is quoted in it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { marked } from 'marked';
import { asMarkdown } from '../../www/share/markdown.js';
import { codeBlock, codeSpan, prose } from '../../www/share/markdown-text.js';
import { expanded, HOSTILE, SCENARIOS } from './page-share-scenarios.js';

const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit']);
const LINK = 'https://corslab.example/#v1=eyJ9';

/** @param {string} name @param {string | null} [link] */
function report(name, link = LINK) {
  const scenario = /** @type {any} */ (SCENARIOS[name]);
  const engines = ENGINES.map((engine) => simulate({ ...scenario, engine }));
  return asMarkdown(expanded(name), { verdict: simulate(scenario), engines, error: null }, link);
}

/** Every token, those in tokens too. @param {string} text */
function tokensOf(text) {
  /** @type {any[]} */
  const all = [];
  marked.walkTokens(marked.lexer(text), (token) => all.push(token));
  return all;
}

/** Text that a reader could act on: all but code. @param {any[]} tokens @returns {string[]} */
const plainTexts = (tokens) => tokens.filter(({ type, tokens: inner }) => type === 'text' && !inner).map(({ text }) => text);

describe('a report', () => {
  test('says what is wrong, with the rule, the exchange, the fix, the console and a link', () => {
    const tokens = tokensOf(report('plain'));
    const headings = tokens.filter(({ type }) => type === 'heading').map(({ text }) => text);
    assert.deepEqual(headings, ['The script gets a network error', 'Why', 'On the wire', 'How to fix it', 'What the consoles print']);
    const blocks = tokens.filter(({ type }) => type === 'code').map(({ lang, text }) => `${lang}\n${text}`);
    assert.match(blocks[0], /^http\nGET https:\/\/api\.example\.com\/items\n[^]*Origin: https:\/\/app\.example\.com\n[^]*\n\n200$/);
    assert.equal(blocks[1], 'diff\n+Access-Control-Allow-Origin: https://app.example.com\n+Vary: Origin');
    assert.match(blocks[2], /^text\nAccess to fetch at 'https:\/\/api\.example\.com\/items' from origin 'https:\/\/app\.example\.com' has been blocked by CORS policy/);
    const links = tokens.filter(({ type }) => type === 'link').map(({ href, text }) => [text, href]);
    assert.deepEqual(links, [['CORS check', 'https://fetch.spec.whatwg.org/#concept-cors-check'], ['Open this scenario in corslab', LINK]]);
    assert.ok(tokens.some(({ type, text }) => type === 'codespan' && text === 'missing-allow-origin'));
  });
  test('reads as prose', () => {
    const html = String(marked.parse(report('plain')));
    assert.match(html, /<strong>The verdict:<\/strong> The response has no Access-Control-Allow-Origin header, so the page&#39;s origin <code>https:\/\/app\.example\.com<\/code> may not read it\.<\/p>/);
    assert.match(html, /<p>The request reached the server\. By the text of the standards/);
  });
  test('of a success has no cause and no fix', () => {
    const headings = tokensOf(report('redirected')).filter(({ type }) => type === 'heading').map(({ text }) => text);
    assert.deepEqual(headings.slice(0, 2), ['The script can read the response', 'On the wire']);
  });
  test('without a link, where the scenario is too long for one', () => assert.doesNotMatch(report('megabyte', null), /Open this scenario/));
  test('stays short enough for an issue tracker', () => assert.ok(report('megabyte').length < 60_000));
  test('where nothing is sent', () => assert.match(report('nothingSent'), /#### On the wire\n\nNothing was sent\.\n/));
});

describe('hostile text stays text', () => {
  for (const name of Object.keys(SCENARIOS)) {
    test(`in “${name}”`, () => {
      const tokens = tokensOf(report(name));
      const types = new Set(tokens.map(({ type }) => type));
      for (const type of ['html', 'image', 'table', 'blockquote', 'hr', 'del', 'checkbox']) assert.equal(types.has(type), false, type);
      const links = tokens.filter(({ type }) => type === 'link').map(({ href }) => href);
      for (const href of links) assert.match(href, /^https:\/\/(?:fetch\.spec\.whatwg\.org|html\.spec\.whatwg\.org|w3c\.github\.io|www\.w3\.org|corslab\.example)\//);
      for (const text of plainTexts(tokens)) assert.doesNotMatch(text, /@|#\d|<\w|:\/\/|www\.|\w\.\w+\/|\w\[|GH-\d/, text);
      assert.equal(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(report(name)), false);
    });
  }
});

describe('one sentence with anything in it', () => {
  const MORE = [...HOSTILE, '1. one', '1) one', '- a', '+ a', '> a', '# a', '``` x', '~~~', '    code', 'a  \nb', '| a | b |\n|---|---|\n| c | d |', ':smile: @a/b @a #1 a#1 a/b#2 GH-12 deadbeef01', '&lt;b&gt; &#64;a', 'http://a.b www.a.b a@b.c', '[a]: https://evil.example\n[a]', '** ** __a__ ~~a~~ *a*', '`', '``', '` `', '\\', '\\`', '<!--', '$x$', '"@a"', '(@a)', '!"`', "'@a'"];
  for (const text of MORE) {
    test(JSON.stringify(text), () => {
      const tokens = tokensOf(`**Label:** ${prose(text)} ${prose(text)}`);
      const types = new Set(tokens.map(({ type }) => type));
      types.delete('strong');
      assert.deepEqual([...types].filter((type) => !['paragraph', 'text', 'codespan', 'space'].includes(type)), []);
      assert.equal(tokens.filter(({ type }) => type === 'paragraph').length, 1);
      for (const plain of plainTexts(tokens)) assert.doesNotMatch(plain, /[@#<>&[\]*_~|$\\`/]|:\w+:|GH-\d/, plain);
    });
  }
  test('all of it is there', () => {
    const shown = tokensOf(`x ${prose('a `b` ``c`` "@d", (e@f.g)')}`).filter(({ type }) => type === 'codespan').map(({ text }) => text);
    assert.deepEqual(shown, ['`b`', '``c``', '@d', 'e@f.g']);
  });
});

describe('a fence', () => {
  for (const text of HOSTILE) {
    test(`holds ${JSON.stringify(text)}`, () => {
      const tokens = tokensOf(`${codeBlock('http', [text, '`````', '~~~'])}\n\nafter`);
      assert.deepEqual(tokens.filter(({ type }) => type !== 'space' && type !== 'text').map(({ type }) => type), ['code', 'paragraph']);
      const [code] = tokens;
      assert.equal(code.lang, 'http');
      assert.equal(code.text.split('\n').length, 3);
    });
  }
  test('around a code span is longer than what is in it', () => assert.equal(codeSpan('a``b'), '```a``b```'));
  test('around a code span keeps its backticks apart', () => assert.equal(codeSpan('`'), '`` ` ``'));
});
