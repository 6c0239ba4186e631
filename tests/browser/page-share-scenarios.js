/** Scenarios that are hard to carry elsewhere: for the tests of every form in which one can share. */
import { expand } from '../../www/state.js';

const page = 'https://app.example.com/';
const allow = 'Access-Control-Allow-Origin: https://app.example.com';
/** What a shell, JavaScript, Markdown and HTML would each like to act on. */
export const HOSTILE = [
  `it's "quoted" \\ \`code\` $HOME $(id) \${x} !! ; & | < >`,
  '*/ // <!-- --> </script><script>alert(1)</script>',
  '```\n# heading\n- [ ] task @octocat #1 [x](javascript:alert(1)) ![y](https://evil.example/z.png) <img src=x onerror=alert(1)>',
  "'; touch owned; echo '",
  '\u001b[201~\u0003echo owned\r\u202etxet\u2066 \u2028',
];

/** @type {Record<string, import('../../www/state.js').Scenario>} */
export const SCENARIOS = {
  plain: { page, request: 'https://api.example.com/items', server: { response: {} } },
  preflighted: {
    page,
    request: { url: 'https://api.example.com/items/7', method: 'DELETE', headers: `X-Reason: it's "sold" \\ \`x\` $HOME !` },
    server: { preflight: { status: 204, headers: [allow, 'Access-Control-Allow-Methods: DELETE', 'Access-Control-Allow-Headers: x-reason'].join('\n') }, response: { status: 200, headers: allow } },
  },
  body: {
    page,
    request: { url: `https://api.example.com/it's?q=[1]{2}`, method: 'POST', headers: 'Content-Type: application/json\nX-Empty:', body: HOSTILE.join('\n'), credentials: 'include' },
    server: { response: { headers: [allow, 'Access-Control-Allow-Credentials: true', 'Access-Control-Allow-Headers: content-type, x-empty'].join('\n') } },
    cookies: [{ name: 'session', value: 'a1b2', domain: 'api.example.com', secure: true, sameSite: 'none' }],
  },
  hostileAnswer: {
    page,
    request: 'https://api.example.com/items',
    server: { response: { headers: [['Access-Control-Allow-Origin', HOSTILE.map((text) => text.replace(/[\r\n]/g, ' ')).join(' ')]] } },
  },
  prototype: JSON.parse(`{ "page": "${page}", "request": { "url": "https://api.example.com/", "headers": { "__proto__": "1" } }, "server": { "response": {} } }`),
  megabyte: { page, request: 'https://api.example.com/', server: { response: { headers: `Access-Control-Allow-Origin: *\nX-A: ${'`x'.repeat(2 ** 19)}` } } },
  redirected: {
    page,
    request: { url: 'https://api.example.com/a', method: 'POST', body: 'a=1' },
    server: [{ response: { status: 303, headers: `Location: /b\n${allow}` } }, { response: { headers: allow } }],
  },
  kept: {
    page,
    request: { url: 'https://api.example.com/a', method: 'POST', body: 'a=1' },
    server: [{ response: { status: 307, headers: `Location: /b\n${allow}` } }, { response: { headers: allow } }],
  },
  nothingSent: { page, request: 'http://api.example.com/', server: { response: {} } },
};

/** @param {string} name */
export const expanded = (name) => expand(SCENARIOS[name]);
