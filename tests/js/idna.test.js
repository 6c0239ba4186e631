/** Host names beyond ASCII: `crate/idna` in the built package, which asks the platform's URL. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
// A second platform, written independently of Node's; it comes with jsdom.
import { URL as ReferenceURL } from 'whatwg-url';
import { CorslabError, compareOrigins, simulate } from 'corslab';
import { randomFrom } from './hostile/random.js';

/** The host as the core serializes it in an origin; null for no valid host. */
function hostOf(host) {
  const url = `https://${host}/`;
  try {
    return compareOrigins(url, url).a.origin.slice('https://'.length);
  } catch (error) {
    assert.ok(error instanceof CorslabError, String(error));
    return null;
  }
}

/** The same by a platform's URL. */
function hostBy(Platform, host) {
  try {
    return new Platform(`https://${host}/`).host;
  } catch {
    return null;
  }
}

const VECTORS = {
  'bücher.example': 'xn--bcher-kva.example',
  'BÜCHER.Example': 'xn--bcher-kva.example',
  'ＢÜCHER.Ｅxample': 'xn--bcher-kva.example',
  'bu\u0308cher.example': 'xn--bcher-kva.example',
  'bü\u00adcher.example': 'xn--bcher-kva.example',
  'b\u2060ücher.example': 'xn--bcher-kva.example',
  'b%C3%BCcher.example': 'xn--bcher-kva.example',
  'www.bücher。example': 'www.xn--bcher-kva.example',
  'xn--bcher-kva.example': 'xn--bcher-kva.example',
  'XN--Bcher-KVA.example': 'xn--bcher-kva.example',
  'münchen.de': 'xn--mnchen-3ya.de',
  'faß.de': 'xn--fa-hia.de',
  'fass.de': 'fass.de',
  'βόλος.com': 'xn--nxasmm1c.com',
  'ΒΌΛΟΣ.com': 'xn--nxasmq6b.com',
  '例え.テスト': 'xn--r8jz45g.xn--zckzah',
  '例え.jp': 'xn--r8jz45g.jp',
  '日本。co．jp': 'xn--wgv71a.co.jp',
  'مثال.إختبار': 'xn--mgbh0fb.xn--kgbechtv',
  'пример.испытание': 'xn--e1afmkfd.xn--80akhbyknj4f',
  'παράδειγμα.δοκιμή': 'xn--hxajbheg2az3al.xn--jxalpdlp',
  'उदाहरण.परीक्षा': 'xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g',
  '실례.테스트': 'xn--9n2bp8q.xn--9t4b11yi5a',
  '中国.cn': 'xn--fiqs8s.cn',
  '💩.la': 'xn--ls8h.la',
  '☕.example': 'xn--53h.example',
  // Joiners where they are allowed, from https://www.unicode.org/reports/tr46/#Deviations.
  'ශ්\u200dරී.com': 'xn--10cl1a0b660p.com',
  'ශ්රී.com': 'xn--10cl1a0b.com',
  'نامه\u200cای.com': 'xn--mgba3gch31f060k.com',
  'نامهای.com': 'xn--mgba3gch31f.com',
  // What maps to ASCII.
  'ｅｘａｍｐｌｅ.com': 'example.com',
  '１２７。０．０｡１': '127.0.0.1',
  '½.example': 'xn--12-c6t.example',
  'ﬁsh.example': 'fish.example',
  'a\u00adb.example': 'ab.example',
  // The length of a label is the resolver's concern, not the URL's.
  [`${'a'.repeat(64)}.example`]: `${'a'.repeat(64)}.example`,
};

const INVALID = {
  'a joiner that joins nothing': 'a\u200db.example',
  'a non-joiner that parts nothing': 'a\u200cb.example',
  'an emoji with a joiner': '👩\u200d💻.example',
  'a mark at the beginning': '\u0301a.example',
  'a noncharacter': 'a\uffffb.example',
  'the replacement character': 'a\ufffdb.example',
  'a private use character': 'a\ue000b.example',
  'a full-width per cent sign': 'ü％41.example',
  'a full-width solidus': 'ü／b.example',
  'a space': 'ü b.example',
  'nothing but a soft hyphen': '\u00ad',
  'Punycode that is cut off': 'xn--a.example',
  'Punycode of nothing': 'xn--.example',
  'Punycode of ASCII': 'xn--abc-.example',
  'Punycode of Punycode': 'xn--xn--.example',
  'Punycode with other characters': 'xn--ls8h=.example',
  'Punycode of capitals': 'xn--bcher-kvaxn--zca.example',
  'Punycode that mapping made': 'ü.x\u00adn--xn--.example',
  'Punycode beyond ASCII': 'xn--tešla.example',
};

describe('vectors', () => {
  for (const [host, ascii] of Object.entries(VECTORS)) test(host, () => assert.equal(hostOf(host), ascii));
  for (const [name, host] of Object.entries(INVALID)) test(`invalid: ${name}`, () => assert.equal(hostOf(host), null));
});

describe('in a verdict', () => {
  const server = { response: {} };
  test('a host is the same in each of its forms', () => {
    for (const host of ['bücher.example', 'BU\u0308CHER.example', 'xn--bcher-kva.example']) {
      const { exchanges, outcome } = simulate({ page: 'https://bücher.example/', request: `https://${host}/x`, server });
      assert.equal(outcome, 'readable');
      assert.equal(exchanges[0].request.url, 'https://xn--bcher-kva.example/x');
    }
  });
  test('the Origin header is ASCII', () => {
    const { exchanges } = simulate({ page: 'https://bücher.example/', request: 'https://例え.jp/', server });
    const { request } = exchanges[0];
    assert.equal(request.url, 'https://xn--r8jz45g.jp/');
    assert.deepEqual(request.headers.find(([name]) => name === 'Origin'), ['Origin', 'https://xn--bcher-kva.example']);
  });
  test('the Public Suffix List knows them', () => {
    assert.equal(compareOrigins('https://a.例え.jp/', 'https://b.xn--r8jz45g.jp/').sameSite, true);
    assert.equal(compareOrigins('https://a.公司.cn/', 'https://b.公司.cn/').sameSite, false);
  });
  test('an invalid one is named where it stands', () => {
    const refused = (scenario, field) => assert.throws(() => simulate(scenario), { constructor: CorslabError, field });
    refused({ page: 'https://a\u200db.example/', request: '/', server }, 'page');
    const { cause } = simulate({ page: 'https://a.example/', request: 'https://a\u200db.example/', server });
    assert.equal(cause.code, 'invalid-url');
  });
});

// Bidi rules and all-ASCII labels are left out here: Node lets some pass that the standard refuses.
test("Node's URL agrees about every character in each position of a label", () => {
  let compared = 0;
  const agree = (host) => {
    compared++;
    assert.equal(hostOf(host), hostBy(URL, host), JSON.stringify(host));
  };
  for (let point = 0x80; point < 0x110000; point += point < 0x2100 ? 1 : 97) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const character = String.fromCodePoint(point);
    for (const host of [character, `${character}b.example`, `a${character}.example`, `a${character}b`]) agree(host);
  }
  assert.ok(compared > 75_000, `${compared} compared`);
});

const FRAGMENTS = [
  'a', 'B', '0', '9', '-', '--', 'xn--', 'XN--', '.', '。', '．', 'ü', 'Ü', 'u\u0308', 'ß', 'ſ', 'K', 'Ａ', '１', '例', 'え', 'مثال', 'א', 'ב', '\u0661', '\u06f1',
  '\u200c', '\u200d', 'क्', 'क्\u200d', '\u0301', '\u05b0', '\u00ad', '\ufe0f', '😀', 'ı', 'İ', 'ς', 'Σ', '㋿', '½', 'ﬁ', '％', '%C3%BC', '%41', '%2e', '_', '~', '!', '\u2060',
  'mller-kva', 'fa-hia', 'p1ai', 'ls8h', 'zca', '\u06dd', '\u0378', '＿', '𝒂', '\ufffd', 'xn--a', 'xn--zca', 'xn--bcher-kva', 'xn--4gbwdl', 'xn--mgbh0fb', 'xn--4db',
];

test('whatwg-url as the platform agrees about random names, with the Bidi rule and Punycode', () => {
  const random = randomFrom(46);
  const pick = () => FRAGMENTS[Math.floor(random() * FRAGMENTS.length)];
  const NodeURL = globalThis.URL;
  let valid = 0;
  const rounds = 20_000;
  globalThis.URL = ReferenceURL;
  try {
    for (let round = 0; round < rounds; round++) {
      const host = Array.from({ length: 1 + Math.floor(random() * 6) }, pick).join('');
      const expected = hostBy(ReferenceURL, host);
      assert.equal(hostOf(host), expected, JSON.stringify(host));
      if (expected !== null) valid++;
    }
  } finally {
    globalThis.URL = NodeURL;
  }
  assert.ok(valid > rounds / 5 && valid < rounds * 0.8, `${valid} of ${rounds} are valid`);
});

test('the Bidi rule sees the whole name, not only the part that is mapped', () => {
  const NodeURL = globalThis.URL;
  globalThis.URL = ReferenceURL;
  try {
    // RFC 5893, section 2, by the number of the condition that decides.
    const vectors = {
      'abc.example': true,
      'אבג.example': true,
      'אבג.abc': true,
      'abcdא.example': false, // 5
      '1אבג.example': false, // 1
      'אבג.0a': false, // 1, in another label
      'אב-.example': false, // 3
      'אבa.example': false, // 2
      'א1.example': true,
      'א\u0661.example': true,
      'א1\u0661.example': false, // 4
      'א\u05b0.example': true,
      'א.abc-': false, // 6
      'א.abc1': true,
      'a\u0661.example': false, // 5
      'xn--4db.0a': false, // 1
      '0a.example': true,
    };
    for (const [host, isValid] of Object.entries(vectors)) assert.equal(hostOf(host) !== null, isValid, host);
  } finally {
    globalThis.URL = NodeURL;
  }
});

test('the Bidi rule holds ASCII that a label begins with, natively refused as well', () => {
  // RFC 5893, section 2, condition 1: neither a sign nor a digit can begin a label of such a name.
  for (const host of ['_--えa\u0661', '~xn--א', '!-Bls8h0ב', '0क्xn--😀9א']) assert.equal(hostOf(host), null, host);
});
