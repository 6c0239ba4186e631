/** The story of a verdict: which frames it has, and which decisions belong to each. What is expected is written by hand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { difference } from '../../www/picture/difference.js';
import { storyOf } from '../../www/picture/frames.js';

const page = 'https://app.example.com/';
const api = 'https://api.example.com/items';
const own = 'Access-Control-Allow-Origin: https://app.example.com';
const any = 'Access-Control-Allow-Origin: *';

/** @param {unknown} request @param {unknown} server @param {Record<string, unknown>} [more] */
function story(request, server, more = {}) {
  const verdict = simulate(/** @type {import('corslab').Scenario} */ ({ page, request, server, ...more }));
  const { servers, frames } = storyOf(verdict);
  return { verdict, servers, frames, lines: frames.map(line) };
}

/** A frame in a line: `judge 0 fail: CORS check`. @param {import('../../www/picture/frames.js').Frame} frame */
function line({ kind, exchange, server, gate, decisions }) {
  const algorithms = [...new Set(decisions.filter(({ result }) => result === 'pass' || result === 'fail').map(({ algorithm }) => algorithm))];
  const place = [exchange ?? '-', server === null ? '' : `to ${server}`, gate ?? ''].filter((part) => part !== '').join(' ');
  return `${kind} ${place}${algorithms.length > 0 ? `: ${algorithms.join(', ')}` : ''}`;
}

/** The headers that a frame's decisions read or write. @param {import('../../www/picture/frames.js').Frame} frame */
const headers = ({ decisions }) => decisions.flatMap(({ header }) => header ?? []);

describe('frames of', () => {
  test('a simple request that is allowed', () => {
    const { lines, servers, frames } = story(api, { response: { headers: any } });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'deliver 0']);
    assert.deepEqual(servers, ['api.example.com']);
    assert.deepEqual(frames.map(({ side }) => side), [null, 'request', 'reply', 'reply', 'reply']);
    assert.deepEqual(headers(frames[1]), ['Referer', 'Cookie', 'Origin', 'Sec-Fetch-Site']);
    assert.deepEqual(headers(frames[3]), ['Access-Control-Allow-Origin']);
    assert.deepEqual(frames[4].decisions.map(({ algorithm, value }) => [algorithm, value]), [['filtered response', 'cors']]);
  });

  test('a simple request that is refused, with the bytes that were compared', () => {
    const { lines, frames } = story(api, { response: { headers: `${own}/` } });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 fail: CORS check', 'deliver 0: CORS check']);
    const [{ value, expected, header, url }] = frames[3].decisions;
    assert.deepEqual({ value, expected, header, url }, {
      value: 'https://app.example.com/',
      expected: 'https://app.example.com',
      header: 'Access-Control-Allow-Origin',
      url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    });
    assert.deepEqual(frames[4].decisions, frames[3].decisions);
  });

  test('a preflight that is refused at its status', () => {
    const { lines, frames } = story({ url: api, method: 'DELETE' }, { preflight: { status: 401, headers: own }, response: {} });
    assert.deepEqual(lines, [
      'ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'judge 0 to 0 fail: CORS-preflight fetch', 'never - to 0', 'deliver 0: CORS-preflight fetch',
    ]);
    assert.deepEqual(frames[5].target, { method: 'DELETE', url: api });
    assert.deepEqual(frames[4].decisions.map(({ value, expected }) => [value, expected]), [['401', '200-299']]);
  });

  test('a preflight that is refused at a header', () => {
    const { frames } = story({ url: api, headers: 'X-Token: 1' }, { preflight: { status: 204, headers: `${own}\nAccess-Control-Allow-Headers: X-Other` }, response: {} });
    const { kind, gate, decisions } = frames[4];
    assert.deepEqual({ kind, gate }, { kind: 'judge', gate: 'fail' });
    const { header, value, expected } = decisions[decisions.length - 1];
    assert.deepEqual({ header, value, expected }, { header: 'Access-Control-Allow-Headers', value: 'X-Other', expected: 'x-token' });
    assert.deepEqual(frames[5].target, { method: 'GET', url: api });
  });

  test('a preflight that passes before a reply that does not', () => {
    const preflight = { status: 204, headers: `${own}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Max-Age: 60` };
    const { lines, frames } = story({ url: api, method: 'PUT' }, { preflight, response: { status: 500 } });
    assert.deepEqual(lines, [
      'ask -',
      'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'judge 0 to 0 pass: CORS-preflight fetch',
      'send 1 to 0', 'reply 1 to 0', 'judge 1 to 0 fail: CORS check',
      'deliver 1: CORS check',
    ]);
    assert.deepEqual(headers(frames[1]), ['Referer', 'Access-Control-Request-Method', 'Sec-Fetch-Site']);
    assert.deepEqual(headers(frames[4]), ['Access-Control-Allow-Methods', 'Access-Control-Max-Age']);
  });

  test('a preflight that is remembered', () => {
    const entry = { origin: 'https://app.example.com', url: api, stored: 0, maxAge: 60, credentials: false, method: 'PUT' };
    const { lines, frames } = story({ url: api, method: 'PUT' }, { response: { headers: any } }, { preflightCache: [entry], now: 1 });
    assert.deepEqual(lines, ['ask -', 'cached 0 to 0', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'deliver 0']);
    assert.deepEqual(frames[1].decisions.map(({ algorithm, result }) => [algorithm, result]), [['HTTP fetch', 'no']]);
    assert.ok(frames[0].decisions.every(({ number }) => number !== frames[1].decisions[0].number), 'each decision stands in one frame');
  });

  test('a redirect to another site, after which the origin is null', () => {
    const first = { response: { status: 302, headers: `${own}\nLocation: https://cdn.example.net/x` } };
    const { lines, servers, frames, verdict } = story(api, [first, { response: { headers: 'Access-Control-Allow-Origin: null' } }]);
    assert.deepEqual(lines, [
      'ask -',
      'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'follow 0 to 0',
      'send 1 to 1', 'reply 1 to 1', 'judge 1 to 1 pass: CORS check',
      'deliver 1',
    ]);
    assert.deepEqual(servers, ['api.example.com', 'cdn.example.net']);
    assert.deepEqual(verdict.outcome, 'readable');
    const followed = frames[4].decisions.map(({ algorithm, value }) => (value === undefined ? algorithm : `${algorithm} ${value}`));
    assert.deepEqual(followed.slice(0, 3), ['HTTP fetch follow', 'HTTP-redirect fetch https://cdn.example.net/x', 'redirect-taint same-site']);
    assert.ok(followed.slice(3).includes('main fetch https://cdn.example.net'), 'what is decided for the next URL belongs to the redirect');
    assert.deepEqual(frames[7].decisions.find(({ header }) => header)?.value, 'null');
  });

  test('mode no-cors', () => {
    const { lines, frames } = story({ url: api, mode: 'no-cors' }, { response: {} });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: cross-origin resource policy check', 'deliver 0']);
    assert.equal(frames[4].decisions[0].value, 'opaque');
  });

  test('an image', () => {
    const { lines } = story({ url: api, initiator: 'img' }, { response: { headers: 'Content-Type: image/png' } });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: cross-origin resource policy check', 'deliver 0']);
  });

  test('a request of the page’s own origin, where there is nothing to check', () => {
    const { lines, servers } = story('/items', { response: {} });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'deliver 0']);
    assert.deepEqual(servers, ['app.example.com']);
  });

  test('a redirect that the page wants to see itself', () => {
    const { lines, frames } = story({ url: api, redirect: 'manual' }, { response: { status: 302, headers: `${own}\nLocation: /` } });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0', 'judge 0 to 0 pass: CORS check', 'deliver 0']);
    assert.deepEqual(frames[4].decisions.map(({ algorithm, result }) => [algorithm, result]), [['HTTP fetch', 'yes']]);
  });

  test('a server that does not answer, to a request and to a preflight', () => {
    const lost = { networkFailure: true };
    assert.deepEqual(story(api, { response: lost }).lines, ['ask -', 'send 0 to 0', 'reply 0 to 0 fail: HTTP-network fetch', 'deliver 0: HTTP-network fetch']);
    const { lines, frames } = story({ url: api, method: 'PUT' }, { preflight: lost, response: {} });
    assert.deepEqual(lines, ['ask -', 'send 0 to 0', 'reply 0 to 0 fail: HTTP-network fetch', 'never - to 0', 'deliver 0: HTTP-network fetch']);
    assert.equal(frames[2].side, null);
  });

  test('mixed content, which is blocked before it is sent', () => {
    const { lines, servers, frames } = story('http://api.example.com/', { response: {} });
    const rule = 'should fetching request be blocked as mixed content';
    assert.deepEqual(lines, ['ask -', `stop - fail: ${rule}`, 'never - to 0', `deliver -: ${rule}`]);
    assert.deepEqual(servers, ['']);
    assert.equal(frames[2].target, null);
  });

  test('mixed content behind a redirect', () => {
    const { lines, servers, frames } = story(api, [{ response: { status: 302, headers: `${own}\nLocation: http://b.example.com/x` } }, { response: {} }]);
    assert.deepEqual(lines.slice(4, 7), ['follow 0 to 0', 'stop - fail: should fetching request be blocked as mixed content', 'never - to 1']);
    assert.deepEqual(servers, ['api.example.com', 'b.example.com']);
    assert.deepEqual(frames[6].target, { method: '', url: 'http://b.example.com/x' });
  });

  test('a data: URL, which needs no server', () => {
    assert.deepEqual(story('data:text/plain,hi', { response: {} }).lines, ['ask -: scheme fetch', 'deliver -']);
  });

  test('a redirect that WebKit judges once more, as if with credentials, when the next preflight is done', () => {
    const grants = `${any}\nAccess-Control-Allow-Methods: *`;
    const hop = (/** @type {string} */ url) => ({ preflight: { headers: grants }, response: { status: 307, headers: `${grants}\nLocation: ${url}` } });
    const { lines } = story({ url: '/start', method: 'PUT' }, [hop('https://b.test/x'), hop('https://c.test/y'), { response: { headers: grants } }], { engine: 'webkit' });
    assert.deepEqual(lines.slice(-8), [
      'follow 2 to 1',
      'send 3 to 2', 'reply 3 to 2', 'judge 3 to 2 pass: CORS check', 'judge 3 to 2 pass: CORS-preflight fetch',
      'judge 2 to 1 fail: CORS check', 'never - to 2', 'deliver 2: CORS check',
    ]);
  });

  test('twenty-one redirects, of which the last is not followed', () => {
    const hops = Array.from({ length: 21 }, (_, index) => ({ response: { status: 302, headers: `${any}\nLocation: https://h${index + 1}.test/` } }));
    const { lines, servers } = story('https://h0.test/', hops);
    assert.equal(servers.length, 21);
    assert.equal(lines.filter((one) => one.startsWith('follow')).length, 20);
    assert.equal(lines.at(-2), 'judge 20 to 20 fail: HTTP-redirect fetch');
  });

  test('ordinary scenarios: between four and twelve, and no decision of a check is left out', () => {
    const preflight = { status: 204, headers: `${own}\nAccess-Control-Allow-Methods: PUT` };
    const first = { preflight, response: { status: 307, headers: `${own}\nLocation: https://api.example.com/new` } };
    const { frames, verdict } = story({ url: api, method: 'PUT' }, [first, { preflight, response: { headers: own } }]);
    assert.equal(verdict.outcome, 'readable');
    const shown = new Set(frames.flatMap(({ decisions }) => decisions.map(({ number }) => number)));
    const checks = verdict.trace.flatMap(({ result }, index) => (result === 'pass' || result === 'fail' ? [index + 1] : []));
    assert.deepEqual(checks.filter((number) => !shown.has(number)), []);
  });
});

describe('where two texts differ', () => {
  test('in the middle, at the end, at the start', () => {
    assert.deepEqual(difference('http://a.test', 'https://a.test'), { a: ['http', '', '://a.test'], b: ['http', 's', '://a.test'] });
    assert.deepEqual(difference('https://a.test/', 'https://a.test'), { a: ['https://a.test', '/', ''], b: ['https://a.test', '', ''] });
    assert.deepEqual(difference('True', 'true'), { a: ['', 'T', 'rue'], b: ['', 't', 'rue'] });
  });
  test('what repeats is counted once', () => {
    assert.deepEqual(difference('aa', 'aaa'), { a: ['aa', '', ''], b: ['aa', 'a', ''] });
  });
  test('nothing to show: equal texts, and texts that have little in common', () => {
    assert.equal(difference('*', '*'), null);
    assert.equal(difference('*', 'https://a.test'), null);
    assert.equal(difference('GET, POST, PATCH', 'patch'), null);
  });
});
