/** From every console line that a browser was recorded to print to a scenario in which it prints it again. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { explainConsoleMessage, simulate } from 'corslab';
import { scenarioOf } from 'corslab/paste';
import { inRoot } from '../../js/build/root.js';

/** @typedef {import('corslab').ConsoleExplanation} Explanation */

/** Lines that name another cause than the one that decides: the engine looks at its own checks first. */
const IN_TRUTH = new Map([
  // Firefox compares the whole list.
  ['firefox allow-origin-mismatch', 'multiple-allow-origin'],
  // Chromium's line is about the URL that a redirect led to.
  ['chromium cors-scheme', 'redirect-scheme'],
]);

/** WebKit prints its reason only behind a redirect; the explanation takes it for a first URL. */
const BEHIND_A_REDIRECT = /Unsafe attempt to load URL .* from origin |^Cross origin requests are not allowed when using same-origin/;

/** @param {string} text */
function explained(text) {
  const explanation = explainConsoleMessage(text);
  assert.ok(explanation, `not explained: ${text}`);
  return explanation;
}

/** @param {string} text @param {Explanation} explanation */
function assertLeadsBack(text, explanation) {
  const { engine, code, phase } = explanation;
  const made = scenarioOf(explanation);
  assert.ok(made, `${engine} ${code}: no scenario for ${text}`);
  assert.equal(made.scenario.engine, engine, text);
  const { cause, console } = simulate(made.scenario);
  const isNeighbour = phase === null && cause?.code === IN_TRUTH.get(`${engine} ${code}`);
  if (!isNeighbour) assert.equal(cause?.code, code, text);
  if (phase !== null) assert.equal(cause?.phase, BEHIND_A_REDIRECT.test(text) ? 'redirect' : phase, text);
  return console;
}

/** @returns {{ name: string, engine: string, lines: string[] }[]} */
function recorded() {
  const files = ['tests/cases', 'tests/engines'].flatMap((folder) => readdirSync(inRoot(folder)).filter((file) => file.endsWith('.json')).map((file) => `${folder}/${file}`));
  return files.flatMap((file) =>
    JSON.parse(readFileSync(inRoot(file), 'utf8')).flatMap((/** @type {any} */ { name, browsers }) =>
      ['chromium', 'firefox', 'webkit'].map((engine) => ({ name, engine, lines: browsers?.[engine]?.console ?? [] }))));
}

describe('recorded lines', () => {
  /** @type {Map<string, Explanation>} each once: alone, and with all that was printed with it */
  const texts = new Map();
  for (const { lines } of recorded()) {
    for (const text of [...lines, lines.join('\n')]) {
      const explanation = text === '' ? null : explainConsoleMessage(text);
      if (explanation?.code) texts.set(text, explanation);
    }
  }

  test('there are hundreds', () => assert.ok(texts.size > 750, `${texts.size}`));
  for (const engine of ['chromium', 'firefox', 'webkit']) {
    test(`each one of ${engine} leads to a scenario with its cause, in which it is printed again`, () => {
      let same = 0;
      let count = 0;
      for (const [text, explanation] of texts) {
        if (explanation.engine !== engine) continue;
        count++;
        const printed = assertLeadsBack(text, explanation);
        assert.ok(printed.some((line) => explainConsoleMessage(line)?.code === explanation.code), `not printed again: ${text}`);
        if (printed.some((line) => text.includes(line.trim()))) same++;
      }
      // A line that quotes what nobody can know is made up with something else.
      assert.ok(same / count > 0.85, `${same} of ${count} are the very same line`);
    });
  }
});

test("every wording of the recogniser's table has a scenario, those of bygone versions too", () => {
  const table = readFileSync(inRoot('crate/core/src/explain/console/wording.rs'), 'utf8');
  const codes = new Set();
  for (const [, name, code, literal] of table.matchAll(/(\w+): (?:Cause|Symptom)\(C::(\w+)\), "((?:[^"\\]|\\.)*)"/g)) {
    const text = filled(name, code, JSON.parse(`"${literal}"`));
    // Some are only understood within their frame.
    const explanation = explainConsoleMessage(text) ?? explained(`${FRAME}${text}`);
    assert.ok(explanation.code, `${name}: ${text}`);
    codes.add(explanation.code);
    assertLeadsBack(text, explanation);
  }
  assert.ok(codes.size > 30, `${codes.size}`);
});

const FRAME = "Access to fetch at 'https://api.example.com/data' from origin 'https://app.example.com' has been blocked by CORS policy: ";

/** @type {Record<string, string>} what a line names, where it matters to its cause */
const VALUES = {
  EventStreamType: 'text/html', InvalidAllowCredentials: 'True', InvalidAllowHeaders: 'a b', InvalidAllowMethods: 'GET PUT', MimeType: 'text/html',
  MultipleAllowOrigin: 'https://a.example, https://b.example', Nosniff: 'text/html', OpaqueResponseBlocking: 'text/html',
  RedirectIncludesCredentials: 'https://user:pw@b.example/', RedirectScheme: 'data:,x',
};
/** @type {Record<string, string>} */
const URLS = { BadPort: 'https://api.example.com:6000/', CorsScheme: 'ftp://files.example.com/x', MixedContent: 'http://api.example.com/', W_LOCAL: 'file:///tmp/x', C_LOCAL: 'file:///tmp/x' };

/** @param {string} name @param {string} code @param {string} template */
function filled(name, code, template) {
  /** @type {Record<string, string>} */
  const slots = {
    detail: 'x', from: 'https://www.example.com/a', header: 'X-Token', kind: 'fetch', method: 'PUT', origin: 'https://app.example.com',
    page: 'https://app.example.com/', status: '403', to: 'https://b.example/', url: URLS[name] ?? URLS[code] ?? 'https://api.example.com/data',
    value: VALUES[code] ?? 'https://other.example',
  };
  return template.replace(/\{(\w+)\}/g, (_, slot) => slots[slot]);
}

describe('what the scenario is made of', () => {
  test('what the line names', () => {
    const made = scenarioOf(explained("Access to XMLHttpRequest at 'https://api.example.com/items/7' from origin 'https://shop.example.com:8443' has been blocked by CORS policy: Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response."));
    assert.deepEqual(made?.scenario, {
      page: { url: 'https://shop.example.com:8443/' },
      request: { url: 'https://api.example.com/items/7', initiator: 'xhr', method: 'DELETE' },
      server: [
        {
          preflight: { status: 204, headers: [['Access-Control-Allow-Origin', 'https://shop.example.com:8443']] },
          response: { status: 200, headers: [['Access-Control-Allow-Origin', 'https://shop.example.com:8443']] },
        },
      ],
      engine: 'chromium',
    });
    assert.deepEqual(made.notes.map(({ code }) => code), ['rest-unknown']);
  });
  test("what Firefox's line leaves open is assumed, and said", () => {
    const made = scenarioOf(explained('Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://localhost:8080/items. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.'));
    assert.deepEqual(made?.scenario.page, { url: 'http://localhost:3000/' });
    assert.deepEqual(made?.scenario.server, [{ response: { status: 200, headers: [] } }]);
    assert.deepEqual(made?.notes.map(({ code, about }) => [code, about]), [['no-page', 'page'], ['no-kind', 'request'], ['credentials-unknown', 'credentials'], ['rest-unknown', 'server']]);
    assert.match(made.notes[0].message, /Firefox’s line does not name the page: http:\/\/localhost:3000\/ is assumed/);
  });
  test('the origin null is taken for a page opened from a file', () => {
    const made = scenarioOf(explained("Access to fetch at 'http://localhost:8080/' from origin 'null' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."));
    assert.deepEqual(made?.scenario.page, { url: 'file:///home/me/index.html' });
    assert.equal(made?.notes[0].code, 'null-origin');
  });
  test('a line after a redirect has both answers', () => {
    const made = scenarioOf(explained("Access to fetch at 'https://b.example.net/x' (redirected from 'https://api.example.com/x') from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."));
    assert.equal(/** @type {any} */ (made?.scenario.request).url, 'https://api.example.com/x');
    assert.deepEqual(made?.scenario.server, [
      { response: { status: 307, headers: [['Access-Control-Allow-Origin', 'https://app.example.com'], ['Location', 'https://b.example.net/x']] } },
      { response: { status: 200, headers: [] } },
    ]);
  });
  test('the fix of a wildcard names all that credentials need: the line comes before the rest is looked at', () => {
    const made = scenarioOf(explained("Access to fetch at 'https://api.example.com/me' from origin 'https://app.example.com' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'."));
    assert.ok(made);
    assert.deepEqual(simulate(made.scenario).fixes[0].headers.map(({ name, after }) => [name, after]), [
      ['Access-Control-Allow-Origin', 'https://app.example.com'], ['Vary', 'Origin'], ['Access-Control-Allow-Credentials', 'true'],
    ]);
    assert.ok(!made.notes.some(({ code }) => code === 'credentials-unknown'));
  });
  test('a redirected preflight is taken to lead where most do', () => {
    for (const [url, location] of [['http://api.example.com/a', 'https://api.example.com/a'], ['https://api.example.com/a', 'https://api.example.com/a/'], ['https://api.example.com/a/', 'https://api.example.com/a']]) {
      const made = scenarioOf(explained(`Access to fetch at '${url}' from origin 'http://app.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.`));
      assert.deepEqual(/** @type {any} */ (made?.scenario.server)[0].preflight.headers[1], ['Location', location]);
      assert.ok(made?.notes.some(({ code, message }) => code === 'made-up' && message.includes(location)));
    }
  });
  test('a line that does not tell its cause has none', () => {
    for (const text of ['TypeError: Failed to fetch', 'TypeError: NetworkError when attempting to fetch resource.', 'Failed to load resource: net::ERR_FAILED', "Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy"]) {
      assert.equal(scenarioOf(explained(text)), null, text);
    }
  });
  test('odd explanations end quickly, and never throw', () => {
    const explanation = explained("Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.");
    for (const change of [{ url: 'x'.repeat(1e6) }, { url: '\u202e' }, { origin: 'http://' }, { status: 0 }, { status: 99999 }, { kind: '__proto__' }, { code: /** @type {any} */ ('constructor') }, { redirectedFrom: '//' }]) {
      const start = performance.now();
      scenarioOf({ ...explanation, ...change });
      assert.ok(performance.now() - start < 2000);
    }
  });
});
