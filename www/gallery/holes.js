/** Mistakes that let somebody in who should stay out. */
import { allow, API, APP, CREDENTIALS, EVIL, HTML_TYPE, ok, reply, right, session, VARY, wrong } from './build.js';

const FRAME = { url: `${EVIL}frame`, sandboxed: true, topLevel: EVIL };
const PARTNER = 'https://partner.example/';
const ME = 'https://bank.example/me';
const TRANSFER = 'https://bank.example/transfer';
/** @param {string} url @param {string} [origin] */
const asked = (url, origin = new URL(url).origin) => ({ page: url, request: { url: ME, credentials: 'include' }, server: ok(allow(origin), CREDENTIALS, VARY) });
const pay = { url: TRANSFER, method: 'POST', initiator: 'form', body: { kind: 'url-search-params', text: 'to=mallory&amount=900' } };
const paid = { response: reply(200, HTML_TYPE) };
const lookup = 'https://bank.example/me?callback=show';
const script = reply(200, 'Content-Type: text/javascript');

/** @type {import('./build.js').Mistake[]} */
export const holes = [
  {
    name: 'reflected-origin',
    kind: 'hole',
    shown: 2,
    scenes: [
      right({ ...asked(PARTNER), cookies: session('bank.example', 'none') }),
      wrong({ ...asked(EVIL), cookies: session('bank.example', 'none') }),
      wrong({ ...asked('https://old-blog.bank.example/'), cookies: session('bank.example', 'lax') }),
      right({ ...asked(EVIL), server: ok(VARY), cookies: session('bank.example', 'none') }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toRefuseCors({', "  from: 'https://evil.test',", "  path: '/me',", "  credentials: 'include',", '});'] },
    links: ['portswigger', 'wstg-cors', 'cwe-942', 'cors-credentials'],
    see: ['wildcard-subdomain', 'null-origin', 'missing-vary'],
    thirdParty: true,
  },
  {
    name: 'null-origin',
    kind: 'hole',
    shown: 2,
    scenes: [
      right({ page: 'file:///home/ada/report.html', request: { url: ME, credentials: 'include' }, server: ok(allow('null'), CREDENTIALS, VARY), cookies: session('bank.example', 'none') }),
      wrong({ ...asked(EVIL, 'null'), page: FRAME, cookies: session('bank.example', 'none') }),
      right({ ...asked(EVIL), page: FRAME, server: ok(VARY), cookies: session('bank.example', 'none') }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toRefuseCors({', "  from: 'null',", "  path: '/me',", "  credentials: 'include',", '});'] },
    links: ['portswigger', 'html-origin', 'cors-check'],
    see: ['reflected-origin'],
    thirdParty: true,
  },
  {
    name: 'wildcard-subdomain',
    kind: 'hole',
    shown: 3,
    console: 1,
    scenes: [
      wrong({ page: APP, request: API, server: ok(allow('https://*.example.com')) }),
      right({ page: APP, request: API, server: ok(allow('https://app.example.com'), VARY) }),
      wrong({ page: 'https://evilexample.com/', request: API, server: ok(allow('https://evilexample.com'), VARY) }),
      wrong({ page: 'https://appxexample.com/', request: API, server: ok(allow('https://appxexample.com'), VARY) }),
      wrong({ page: 'https://app.example.com.evil.test/', request: API, server: ok(allow('https://app.example.com.evil.test'), VARY) }),
    ],
    test: { how: 'terminal', code: ['npx corslab probe https://api.example.com/items \\', '  --allowed https://app.example.com'] },
    links: ['portswigger', 'wstg-cors', 'cors-check', 'cwe-346'],
    see: ['trailing-slash', 'reflected-origin'],
  },
  {
    name: 'csrf',
    kind: 'hole',
    shown: 1,
    console: 2,
    scenes: [
      wrong({ page: EVIL, request: pay, server: paid, cookies: session('bank.example', 'none') }),
      wrong({ page: EVIL, request: { url: TRANSFER, method: 'POST', credentials: 'include', headers: 'Content-Type: text/plain', body: '{"to":"mallory","amount":900}' }, server: paid, cookies: session('bank.example', 'none') }),
      wrong({ page: EVIL, request: pay, server: paid, cookies: session('bank.example') }),
      right({ page: EVIL, request: pay, server: paid, cookies: session('bank.example', 'lax') }),
      wrong({ page: 'https://forum.bank.example/', request: pay, server: paid, cookies: session('bank.example', 'lax') }),
    ],
    test: { how: 'vitest', code: [
      "import { createPage } from 'corslab/page';",
      'const page = createPage({',
      "  url: 'https://evil.test/',",
      "  servers: { 'https://bank.example': app },",
      '});',
      'const { exchanges } = await page.explain(',
      "  'https://bank.example/transfer',",
      "  { method: 'POST', credentials: 'include',",
      "    body: new URLSearchParams('to=mallory') },",
      ');',
      'expect(exchanges[0].reply.status).toBe(403);',
    ] },
    links: ['owasp-csrf', 'mdn-csrf', 'samesite', 'cwe-352'],
    see: ['bank', 'jsonp'],
    thirdParty: true,
  },
  {
    name: 'jsonp',
    kind: 'hole',
    shown: 2,
    scenes: [
      right({ page: EVIL, request: { url: lookup, credentials: 'include' }, server: { response: script }, cookies: session('bank.example', 'none') }),
      wrong({ page: EVIL, request: { url: lookup, initiator: 'script' }, server: { response: script }, cookies: session('bank.example', 'none') }),
      right({ page: EVIL, request: { url: lookup, initiator: 'script' }, server: { response: reply(200, 'Content-Type: text/javascript', 'Cross-Origin-Resource-Policy: same-origin') }, cookies: session('bank.example', 'none') }),
      right({ page: PARTNER, request: { url: ME, credentials: 'include' }, server: ok(allow('https://partner.example'), CREDENTIALS, VARY), cookies: session('bank.example', 'none') }),
    ],
    test: { how: 'terminal', code: ['npx corslab check "https://bank.example/me?callback=show" \\', '  --from https://evil.test --initiator script'] },
    links: ['wstg-xssi', 'corp', 'mdn-sop'],
    see: ['csrf'],
    thirdParty: true,
  },
];
