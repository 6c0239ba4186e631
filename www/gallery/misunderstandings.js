/** What CORS is often taken for, and is not. */
import { ALLOW_APP, API, APP, CREDENTIALS, EVIL, HTML_TYPE, JSON_TYPE, ok, reply, right, session, VARY, wrong } from './build.js';

const BALANCE = 'https://bank.example/balance';
const TRANSFER = 'https://bank.example/transfer';
const order = { url: API, method: 'PUT', headers: JSON_TYPE, body: '{"chair":1}' };

/** @type {import('./build.js').Mistake[]} */
export const misunderstandings = [
  {
    name: 'bank',
    kind: 'misunderstanding',
    shown: 1,
    console: 1,
    scenes: [
      right({ page: EVIL, request: { url: BALANCE, credentials: 'include' }, server: ok(), cookies: session('bank.example', 'none') }),
      right({ page: 'https://bank.example/', request: '/balance', server: ok(), cookies: session('bank.example', 'none') }),
      right({ page: EVIL, request: { url: TRANSFER, method: 'POST', credentials: 'include', headers: JSON_TYPE, body: '{"to":"mallory","amount":900}' }, server: { preflight: reply(405, 'Allow: POST'), response: reply(200, JSON_TYPE) }, cookies: session('bank.example', 'none') }),
      wrong({ page: EVIL, request: { url: TRANSFER, method: 'POST', initiator: 'form', body: { kind: 'url-search-params', text: 'to=mallory&amount=900' } }, server: { response: reply(200, HTML_TYPE) }, cookies: session('bank.example', 'none') }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toRefuseCors({', "  from: 'https://evil.test',", "  path: '/balance',", "  credentials: 'include',", '});'] },
    links: ['mdn-sop', 'cors-protocol', 'wstg-cors'],
    see: ['csrf', 'reflected-origin'],
    thirdParty: true,
  },
  {
    name: 'no-cors',
    kind: 'misunderstanding',
    shown: 2,
    scenes: [
      wrong({ page: APP, request: API, server: ok() }),
      wrong({ page: APP, request: { url: API, mode: 'no-cors' }, server: ok() }),
      wrong({ page: APP, request: { url: API, mode: 'no-cors', headers: 'Authorization: Bearer 4f3c' }, server: { response: reply(401, 'WWW-Authenticate: Bearer') } }),
      wrong({ page: APP, request: { url: API, headers: 'Access-Control-Allow-Origin: *' }, server: ok() }),
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toAllowCors({', "  from: 'https://app.example.com',", "  path: '/items',", '});'] },
    links: ['request-mode', 'mdn-mode', 'cors-protocol'],
    see: ['reverse-proxy', 'curl'],
  },
  {
    name: 'curl',
    kind: 'misunderstanding',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ page: APP, request: API, server: ok() }),
      right({ page: APP, request: { url: API, initiator: 'navigation', userActivation: true }, server: ok() }),
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
    ],
    test: { how: 'terminal', code: ['curl -si https://api.example.com/items \\', '  | npx corslab check https://api.example.com/items \\', '  --from https://app.example.com --reply -'] },
    links: ['cors-protocol', 'origin-header', 'mdn-sop'],
    see: ['no-cors', 'preflight-401'],
  },
  {
    name: 'reverse-proxy',
    kind: 'misunderstanding',
    shown: 2,
    console: 3,
    scenes: [
      right({ page: APP, request: { ...order, credentials: 'include' }, server: { preflight: reply(204, ALLOW_APP, CREDENTIALS, 'Access-Control-Allow-Methods: PUT', 'Access-Control-Allow-Headers: Content-Type', VARY), response: reply(200, JSON_TYPE, ALLOW_APP, CREDENTIALS, VARY) }, cookies: session('api.example.com', 'strict') }),
      right({ page: APP, request: { ...order, url: '/api/items' }, server: ok(), cookies: session('app.example.com', 'strict') }),
      wrong({ page: APP, request: '/api/items', server: [{ response: reply(301, 'Location: https://backend.example.net/items/') }, { response: reply(200, JSON_TYPE) }], cookies: session('app.example.com', 'strict') }),
    ],
    test: { how: 'terminal', code: ['npx corslab check https://app.example.com/api/items \\', '  --from https://app.example.com --location'] },
    links: ['html-same-origin', 'mdn-sop', 'cors-protocol'],
    see: ['localhost'],
  },
];
