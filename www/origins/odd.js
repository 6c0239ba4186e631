/** The odd ones: pairs that surprise. What they teach stands in the catalogue; their answers are computed. */

/** @typedef {[a: string, b: string, sandboxed?: 'a' | 'b' | 'ab']} Odd */

/** By the group's name and the pair's name, as in the catalogue. @type {Record<string, Record<string, Odd>>} */
export const ODD_PAIRS = {
  parts: {
    path: ['https://example.com/shop', 'https://example.com/admin?user=1#top'],
    scheme: ['https://example.com/', 'http://example.com/'],
    www: ['https://www.example.com/', 'https://example.com/'],
    port: ['https://example.com/', 'https://example.com:8443/'],
    credentials: ['https://ann:secret@example.com/', 'https://example.com/'],
    userinfo: ['https://example.com@evil.example/', 'https://example.com/'],
  },
  spelling: {
    defaultPort: ['https://example.com:443/', 'https://example.com/'],
    otherDefault: ['http://example.com:443/', 'https://example.com/'],
    upperCase: ['HTTPS://Example.COM/', 'https://example.com/'],
    percent: ['https://ex%61mple.com/', 'https://example.com/'],
    whiteSpace: ['ht\ttps://exam\tple.com/', 'https://example.com/'],
    backslashes: ['https:\\\\example.com\\shop', 'https://example.com/shop'],
    trailingDot: ['https://example.com./', 'https://example.com/'],
    punycode: ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    fullwidth: ['https://ｅｘａｍｐｌｅ。com/', 'https://example.com/'],
    lookalike: ['https://аpple.example/', 'https://apple.example/'],
  },
  addresses: {
    localhost: ['http://localhost:3000/', 'http://127.0.0.1:3000/'],
    hexadecimal: ['http://0x7f.1/', 'http://127.0.0.1/'],
    decimal: ['http://2130706433/', 'http://127.0.0.1/'],
    ipv6: ['http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
    mapped: ['http://[::ffff:127.0.0.1]/', 'http://127.0.0.1/'],
    noDomain: ['http://10.0.0.1/', 'http://10.0.0.2/'],
  },
  sites: {
    siblings: ['https://app.example.com/', 'https://api.example.com/'],
    tenants: ['https://ann.github.io/', 'https://bob.github.io/'],
    countries: ['https://ann.co.uk/', 'https://bob.co.uk/'],
    suffixItself: ['https://github.io/', 'https://ann.github.io/'],
    schemes: ['https://app.example.com/', 'http://api.example.com/'],
    localPorts: ['http://localhost:3000/', 'http://localhost:8080/'],
  },
  schemes: {
    websocket: ['http://example.com/', 'ws://example.com/'],
    blob: ['blob:https://example.com/9115d58c-bcda-ff47-86e5-083e9a215304', 'https://example.com/'],
    data: ['data:text/html,hello', 'data:text/html,hello'],
    file: ['file:///home/ann/page.html', 'file:///home/ann/data.json'],
    blank: ['about:blank', 'about:blank'],
    srcdoc: ['about:srcdoc', 'https://example.com/'],
    javascript: ['javascript:alert(1)', 'https://example.com/'],
    filesystem: ['filesystem:https://example.com/temporary/a.txt', 'https://example.com/'],
    custom: ['web+shop://example.com/', 'web+shop://example.com/'],
    sandboxed: ['https://example.com/', 'https://example.com/', 'b'],
    bothSandboxed: ['https://example.com/', 'https://example.com/', 'ab'],
  },
};

/** @param {Odd} odd @returns {import('./pair.js').Pair} */
export function pairOf([a, b, sandboxed]) {
  return { a: { url: a, sandboxed: sandboxed?.includes('a') ?? false }, b: { url: b, sandboxed: sandboxed?.includes('b') ?? false } };
}
