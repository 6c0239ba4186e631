/** What a scenario cannot say is refused by name: the field, what was found there, what is allowed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { CorslabError, Fetch, simulate } from 'corslab';

const good = () => ({
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', headers: { 'X-A': '1' } },
  server: { response: { headers: { 'Access-Control-Allow-Origin': '*' } } },
});

/** The good scenario with another value at a path. */
function withValue(path, value) {
  const scenario = good();
  const keys = path.split('.');
  const last = keys.pop();
  keys.reduce((object, key) => (object[key] ??= {}), scenario)[last] = value;
  return scenario;
}

function refusal(scenario) {
  try {
    simulate(scenario);
  } catch (error) {
    assert.ok(error instanceof CorslabError, String(error));
    const { field, value, allowed, message } = error;
    const found = value === 'nothing' ? `${field} is missing` : `${field}: ${value} is not allowed here`;
    assert.equal(message, `${found}; expected ${allowed}`);
    return { field, value, allowed };
  }
  return assert.fail('nothing was thrown');
}

function assertWorks() {
  const preflighted = simulate(good());
  assert.equal(preflighted.outcome, 'network-error');
  assert.equal(preflighted.cause.code, 'header-not-allowed');
}

describe('what is no scenario at all', () => {
  const nothings = {
    undefined: [undefined, 'null'],
    null: [null, 'null'],
    'a number': [7, '7'],
    'a string': ['https://a.example/', '"https://a.example/"'],
    'a boolean': [true, 'true'],
    'an array': [[good()], 'an array of 1'],
    'an iterable': [new Set(), 'an array of 0'],
  };
  for (const [name, [scenario, value]] of Object.entries(nothings)) {
    test(name, () => {
      assert.deepEqual(refusal(scenario), { field: 'scenario', value, allowed: 'an object with page, request and server' });
    });
  }
  test('a function, a symbol, a bigint', () => {
    for (const scenario of [() => good(), Symbol('scenario'), 7n]) {
      const { field, value } = refusal(scenario);
      assert.deepEqual({ field, value }, { field: 'scenario', value: `a ${typeof scenario}` });
    }
  });
  test('no argument', () => {
    assert.throws(() => simulate(), { constructor: CorslabError, field: 'scenario' });
    assert.throws(() => new Fetch(), { constructor: CorslabError, field: 'scenario' });
  });
  for (const missing of ['page', 'request', 'server']) {
    test(`a scenario without ${missing}`, () => {
      const { [missing]: _, ...rest } = good();
      for (const scenario of [rest, { ...rest, [missing]: undefined }, { ...rest, [missing]: null }]) {
        const { field, value } = refusal(scenario);
        assert.deepEqual({ field, value }, { field: missing, value: 'nothing' });
      }
    });
  }
});

describe('what JSON lacks', () => {
  const unwritable = {
    'a function': [() => 1, 'a function'],
    'a class': [class A {}, 'a function'],
    'a symbol': [Symbol.iterator, 'a symbol'],
    'a bigint': [10n, 'a bigint'],
  };
  for (const [name, [found, value]] of Object.entries(unwritable)) {
    for (const path of ['page', 'request.url', 'request.body', 'server.response.status', 'now', 'unheard-of']) {
      test(`${name} as ${path}`, () => {
        const allowed = 'plain data: strings, numbers, booleans, arrays and objects';
        assert.deepEqual(refusal(withValue(path, found)), { field: path, value, allowed });
        assertWorks();
      });
    }
  }
  for (const number of [NaN, Infinity, -Infinity]) {
    test(String(number), () => {
      const expected = { field: 'now', value: String(number), allowed: 'a finite number' };
      assert.deepEqual(refusal(withValue('now', number)), expected);
    });
  }
  test('undefined is as good as absent', () => {
    const scenario = { ...good(), cookies: undefined, now: undefined, engine: undefined };
    assert.deepEqual(simulate(scenario), simulate(good()));
  });
  test('a hole in an array is null', () => {
    // eslint-disable-next-line no-sparse-arrays
    const { field, value } = refusal({ ...good(), cookies: [{ name: 'a', domain: 'a.example' }, , 7] });
    assert.deepEqual({ field, value }, { field: 'cookies[1]', value: 'null' });
  });
});

describe('where it is found', () => {
  test('the index of an array, the name of an object', () => {
    const { server } = good();
    const scenario = { ...good(), server: [server, { response: { headers: [['a', '1'], ['b', () => 2]] } }] };
    assert.equal(refusal(scenario).field, 'server[1].response.headers[1][1]');
  });
  test('the core and the door name the same place alike', () => {
    const cookies = (value) => ({ ...good(), cookies: [{ name: 'a', domain: 'a.example' }, { name: value, domain: 'b' }] });
    assert.equal(refusal(cookies(7)).field, 'cookies[1].name');
    assert.equal(refusal(cookies(7n)).field, 'cookies[1].name');
  });
  test('after deeper data before it', () => {
    const deep = { a: { b: { c: { d: 1 } } } };
    assert.equal(refusal({ deep, page: Symbol() }).field, 'page');
  });
  test('a scenario that is an array', () => {
    assert.equal(refusal([1, Symbol()]).field, 'scenario[1]');
  });
});

describe('depth and cycles', () => {
  test('a cycle, of objects or of arrays', () => {
    const object = good();
    object.request.self = object;
    const array = [];
    array.push(array);
    for (const scenario of [object, withValue('cookies', array)]) {
      const { value, allowed } = refusal(scenario);
      assert.deepEqual({ value, allowed }, { value: 'an object', allowed: 'data that is less deep, and has no cycles' });
    }
    assertWorks();
  });
  test('a cycle through Maps', () => {
    const map = new Map();
    map.set('a', map);
    assert.equal(refusal(withValue('request.headers', map)).value, 'an object');
  });
  test('16 levels reach the core, which knows no such field; the 17th does not', () => {
    const nested = (levels) => (levels === 0 ? 1 : { a: nested(levels - 1) });
    assert.match(refusal(nested(16)).allowed, /^no such field/);
    assert.match(refusal(nested(17)).allowed, /less deep/);
    assert.equal(refusal(nested(17)).field, Array(16).fill('a').join('.'));
    assert.match(refusal(nested(100_000 / 20)).allowed, /less deep/);
  });
});

describe("the caller's own code", () => {
  class Mine extends Error {}
  const fail = () => {
    throw new Mine();
  };
  /** An object of the platform, one of whose properties throws. */
  const tagged = (tag, property) => Object.defineProperty(Object.create({ [Symbol.toStringTag]: tag }), property, { get: fail });
  // Each makes its scenario anew: an iterator can be used once.
  const throwing = {
    'a getter': () => ({ ...good(), get page() { return fail(); } }),
    'a getter far inside': () => withValue('server.response', { get headers() { return fail(); } }),
    'an iterator': () => withValue('request.headers', { [Symbol.iterator]: fail }),
    'an iterator underway': () => withValue('request.headers', (function* () { yield ['a', '1']; fail(); })()),
    'a Proxy': () => new Proxy(good(), { get: fail }),
    "a Proxy's keys": () => new Proxy(good(), { ownKeys: fail }),
    "a Proxy's prototype": () => new Proxy(good(), { getPrototypeOf: fail }),
    'a tag': () => withValue('page', new (class { get [Symbol.toStringTag]() { return fail(); } })()),
    'the href of a URL': () => withValue('page', tagged('URL', 'href')),
    'the method of a Request': () => withValue('request', tagged('Request', 'method')),
    'the headers of a Request': () => withValue('request', tagged('Request', 'headers')),
    'the body of a Request': () => withValue('request', tagged('Request', 'body')),
    'the status of a Response': () => withValue('server.response', tagged('Response', 'status')),
    'the headers of a Response': () => withValue('server.response', tagged('Response', 'headers')),
    'the size of a Blob': () => withValue('request.body', tagged('Blob', 'size')),
    'the type of a Blob': () => withValue('request.body', tagged('Blob', 'type')),
    'the text of URLSearchParams': () => withValue('request.body', tagged('URLSearchParams', 'toString')),
    'the length of an ArrayBuffer': () => withValue('request.body', tagged('ArrayBuffer', 'byteLength')),
  };
  for (const [name, scenario] of Object.entries(throwing)) {
    test(`${name} throws: its own exception passes`, () => {
      // Often enough to fill the stack or the memory of the WebAssembly, should each exception leave something there.
      for (let round = 0; round < 10_000; round++) assert.throws(() => simulate(scenario()), Mine);
      assertWorks();
    });
  }
  test('a revoked Proxy is a TypeError of the platform', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    assert.throws(() => simulate(withValue('request', proxy)), TypeError);
    assertWorks();
  });
  test('each property is read once, from top to bottom', () => {
    const read = [];
    const spy = (name, value) => ({ enumerable: true, get: () => (read.push(name), value) });
    const scenario = Object.defineProperties({}, {
      page: spy('page', 'https://app.example.com/'),
      request: spy('request', Object.defineProperties({}, { url: spy('request.url', 'https://api.example.com/') })),
      server: spy('server', good().server),
    });
    assert.equal(simulate(scenario).outcome, 'readable');
    assert.deepEqual(read, ['page', 'request', 'request.url', 'server']);
  });
  test('a getter that calls simulate itself', () => {
    let inner;
    const scenario = { ...good(), get page() { inner = simulate(good()); return 'https://app.example.com/'; }, request: Symbol() };
    assert.equal(refusal(scenario).field, 'request');
    assert.equal(inner.cause.code, 'header-not-allowed');
  });
});

describe('unusual plain data', () => {
  test('a Proxy of plain data', () => {
    const wrap = (value) =>
      typeof value === 'object' ? new Proxy(value, { get: (target, key) => wrap(Reflect.get(target, key)) }) : value;
    assert.deepEqual(simulate(wrap(good())), simulate(good()));
  });
  test('objects without a prototype', () => {
    const bare = (value) =>
      typeof value === 'object' ? Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([key, below]) => [key, bare(below)]))) : value;
    assert.deepEqual(simulate(bare(good())), simulate(good()));
  });
  test('objects and arrays of another realm', () => {
    const foreign = vm.runInNewContext(`(${JSON.stringify({ ...good(), cookies: [{ name: 'a', domain: 'a.example' }] })})`);
    assert.notEqual(Object.getPrototypeOf(foreign), Object.prototype);
    assert.deepEqual(simulate(foreign), simulate({ ...good(), cookies: [{ name: 'a', domain: 'a.example' }] }));
  });
  test('an error in an object of another realm', () => {
    const foreign = vm.runInNewContext(`({ page: 'https://a.example/', request: { url: () => 1 } })`);
    assert.equal(refusal(foreign).field, 'request.url');
  });
  test('instances of a class: their own properties', () => {
    class Scenario {
      constructor() {
        Object.assign(this, good());
      }
      get engine() {
        return 'not an own property';
      }
    }
    assert.deepEqual(simulate(new Scenario()), simulate(good()));
  });
  test('a frozen scenario, which stays as it is', () => {
    const freeze = (value) => (typeof value === 'object' ? Object.freeze(Object.values(value).forEach(freeze) ?? value) : value);
    assert.deepEqual(simulate(freeze(good())), simulate(good()));
  });
  test('properties with symbols and properties that are not enumerable are no data', () => {
    const scenario = Object.defineProperty({ ...good(), [Symbol('note')]: () => 1 }, 'hidden', { value: () => 1 });
    assert.deepEqual(simulate(scenario), simulate(good()));
  });
  test('a Date, a boxed string, a regular expression are not what they look like', () => {
    assert.equal(refusal(withValue('now', new Date(0))).field, 'now');
    assert.equal(refusal(withValue('page', new String('https://app.example.com/'))).field, 'page');
    assert.equal(refusal(withValue('request.url', /x/)).field, 'request.url');
  });
  test('toJSON is not asked', () => {
    assert.equal(refusal({ ...good(), toJSON: () => good() }).field, 'toJSON');
    const heir = Object.assign(Object.create({ toJSON: () => 7 }), good());
    assert.deepEqual(simulate(heir), simulate(good()));
  });
});

describe('names that objects have by themselves', () => {
  test('an own __proto__ is a field that does not exist', () => {
    const { field, allowed } = refusal(JSON.parse('{"__proto__":1,"page":"https://a.example/"}'));
    assert.equal(field, '__proto__');
    assert.match(allowed, /^no such field/);
  });
  test('a header that is called __proto__, constructor or toString', () => {
    const headers = JSON.parse('{"__proto__":"1","constructor":"2","toString":"3"}');
    const { exchanges } = simulate({ ...good(), request: { url: '/', headers } });
    const names = exchanges[0].request.headers.map(([name, value]) => `${name}: ${value}`);
    for (const line of ['__proto__: 1', 'constructor: 2', 'toString: 3']) assert.ok(names.includes(line), names.join());
  });
  test('an unknown field lists the known ones', () => {
    const { field, value, allowed } = refusal({ ...good(), hasOwnProperty: 7 });
    assert.deepEqual({ field, value }, { field: 'hasOwnProperty', value: '7' });
    assert.match(allowed, /page, request, server, cookies/);
  });
  test('what Object.prototype was given by others is no data', () => {
    Object.prototype.polluted = () => 1;
    try {
      assert.equal(simulate(good()).cause.code, 'header-not-allowed');
    } finally {
      delete Object.prototype.polluted;
    }
  });
});

describe('text', () => {
  const echoed = (text) => refusal(withValue('request.mode', text)).value;
  test('everything that JSON escapes arrives', () => {
    const text = '"\\\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029</script>';
    assert.equal(echoed(text), `"${text}"`);
  });
  test('text beyond ASCII and beyond the BMP arrives', () => {
    assert.equal(echoed('ü€😀\ufeff\uffff'), '"ü€😀\ufeff\uffff"');
  });
  test('a lone surrogate becomes U+FFFD, a pair stays', () => {
    assert.equal(echoed('\ud800'), '"\ufffd"');
    assert.equal(echoed('a\udc00b\ud83d\ude00\ud83d'), '"a\ufffdb\ud83d\ude00\ufffd"');
    assert.equal(echoed('\\ud800'), '"\\ud800"');
    assert.equal(refusal({ ...good(), '\ud800': 1 }).field, '\ufffd');
  });
  test('long text is shortened in an error', () => {
    assert.equal(echoed('x'.repeat(1_000_000)), `"${'x'.repeat(80)}…"`);
  });
});
