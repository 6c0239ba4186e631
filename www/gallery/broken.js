/** Mistakes that keep somebody out who should get in. */
import { ALLOW_APP, allow, API, APP, CREDENTIALS, HTML_TYPE, JSON_TYPE, ok, reply, right, session, VARY, wrong } from './build.js';

const withCookies = { page: APP, request: { url: API, credentials: 'include' }, cookies: session('api.example.com', 'lax') };
const logo = 'https://cdn.example.net/prices.json';
const WWW = 'https://www.example.com/';
const ALLOW_WWW = allow('https://www.example.com');
const token = { url: API, headers: 'Authorization: Bearer 4f3c' };
const granted = reply(204, ALLOW_APP, 'Access-Control-Allow-Methods: GET, PUT', 'Access-Control-Allow-Headers: Authorization', VARY);
const traced = { url: API, headers: 'traceparent: 00-4bf92f35-00f067aa-01' };

/** @type {import('./build.js').Mistake[]} */
export const broken = [
  {
    name: 'wildcard-with-credentials',
    kind: 'broken',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ ...withCookies, server: ok(allow('*'), CREDENTIALS) }),
      right({ page: APP, request: API, server: ok(allow('*')), cookies: session('api.example.com', 'lax') }),
      right({ ...withCookies, server: ok(ALLOW_APP, CREDENTIALS, VARY) }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toAllowCors({', "  from: 'https://app.example.com',", "  path: '/items',", "  credentials: 'include',", '});'] },
    links: ['cors-credentials', 'mdn-no-wildcard', 'cors-check'],
    see: ['reflected-origin'],
  },
  {
    name: 'missing-vary',
    kind: 'broken',
    shown: 2,
    console: 2,
    scenes: [
      right({ page: APP, request: logo, server: ok(ALLOW_APP, 'Cache-Control: public, max-age=3600') }),
      wrong({ page: WWW, request: logo, server: ok(ALLOW_APP, 'Cache-Control: public, max-age=3600', 'Age: 37') }),
      wrong({ page: APP, request: logo, server: ok('Cache-Control: public, max-age=3600', 'Age: 212') }),
      right({ page: WWW, request: logo, server: ok(ALLOW_WWW, 'Cache-Control: public, max-age=3600', VARY) }),
    ],
    test: { how: 'terminal', code: ['npx corslab probe https://cdn.example.net/prices.json \\', '  --allowed https://app.example.com,https://www.example.com'] },
    links: ['cors-caches', 'vary', 'mdn-mismatch'],
    see: ['wildcard-subdomain'],
  },
  {
    name: 'preflight-401',
    kind: 'broken',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ page: APP, request: token, server: { preflight: reply(401, 'WWW-Authenticate: Bearer', ALLOW_APP, VARY), response: reply(200, JSON_TYPE, ALLOW_APP, VARY) } }),
      wrong({ page: APP, request: token, server: { preflight: reply(405, 'Allow: GET, PUT'), response: reply(200, JSON_TYPE, ALLOW_APP, VARY) } }),
      right({ page: APP, request: token, server: { preflight: granted, response: reply(200, JSON_TYPE, ALLOW_APP, VARY) } }),
      right({ page: APP, request: token, server: { preflight: granted, response: reply(401, 'WWW-Authenticate: Bearer', ALLOW_APP, VARY) } }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toAnswerPreflight({', "  from: 'https://app.example.com',", "  path: '/items',", "  headers: { Authorization: 'Bearer x' },", '});'] },
    links: ['preflight', 'mdn-preflight', 'cors-exceptions'],
    see: ['new-header', 'error-without-headers'],
  },
  {
    name: 'error-without-headers',
    kind: 'broken',
    shown: 2,
    console: 2,
    scenes: [
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
      wrong({ page: APP, request: API, server: { response: reply(502, HTML_TYPE) } }),
      right({ page: APP, request: API, server: { response: reply(502, HTML_TYPE, ALLOW_APP, VARY) } }),
    ],
    test: { how: 'terminal', code: ['npx corslab probe https://api.example.com/items \\', '  --allowed https://app.example.com --error-paths /broken'] },
    links: ['nginx', 'mdn-missing', 'cors-check'],
    see: ['preflight-401'],
  },
  {
    name: 'trailing-slash',
    kind: 'broken',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ page: APP, request: API, server: ok(allow('https://app.example.com/'), VARY) }),
      wrong({ page: APP, request: API, server: ok(allow('https://app.example.com:443'), VARY) }),
      wrong({ page: APP, request: API, server: ok(allow('https://App.example.com'), VARY) }),
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
    ],
    test: { how: 'terminal', code: ['curl -si https://api.example.com/items \\', '  -H "Origin: https://app.example.com" \\', '  | npx corslab lint --from https://app.example.com'] },
    links: ['cors-check', 'html-serialization', 'mdn-mismatch'],
    see: ['localhost'],
  },
  {
    name: 'duplicate-header',
    kind: 'broken',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ page: APP, request: API, server: ok(ALLOW_APP, VARY, allow('*')) }),
      wrong({ page: APP, request: API, server: ok(ALLOW_APP, VARY, ALLOW_APP) }),
      wrong({ page: APP, request: API, server: ok(allow('https://app.example.com, https://www.example.com'), VARY) }),
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
    ],
    test: { how: 'terminal', code: ['curl -si https://api.example.com/items \\', '  -H "Origin: https://app.example.com" \\', '  | npx corslab lint'] },
    links: ['mdn-multiple', 'cors-check'],
    see: ['missing-vary'],
  },
  {
    name: 'new-header',
    kind: 'broken',
    shown: 2,
    console: 2,
    scenes: [
      right({ page: APP, request: API, server: ok(ALLOW_APP, VARY) }),
      wrong({ page: APP, request: traced, server: { preflight: reply(204, ALLOW_APP, 'Access-Control-Allow-Headers: Content-Type', VARY), response: reply(200, JSON_TYPE, ALLOW_APP, VARY) } }),
      wrong({ page: APP, request: { ...traced, credentials: 'include' }, server: { preflight: reply(204, ALLOW_APP, CREDENTIALS, 'Access-Control-Allow-Headers: *', VARY), response: reply(200, JSON_TYPE, ALLOW_APP, CREDENTIALS, VARY) } }),
      wrong({ page: APP, request: token, server: { preflight: reply(204, allow('*'), 'Access-Control-Allow-Headers: *'), response: reply(200, JSON_TYPE, allow('*')) } }),
      right({ page: APP, request: traced, server: { preflight: reply(204, ALLOW_APP, 'Access-Control-Allow-Headers: Content-Type, Authorization, traceparent', VARY), response: reply(200, JSON_TYPE, ALLOW_APP, VARY) } }),
    ],
    test: { how: 'vitest', code: ['await expect(app).toAnswerPreflight({', "  from: 'https://app.example.com',", "  path: '/items',", "  allows: { headers: ['traceparent'] },", '});'] },
    links: ['preflight', 'safelist', 'mdn-headers'],
    see: ['preflight-401'],
  },
  {
    name: 'localhost',
    kind: 'broken',
    shown: 1,
    console: 1,
    scenes: [
      wrong({ page: 'http://localhost:5173/', request: 'http://localhost:3000/items', server: ok() }),
      wrong({ page: 'http://127.0.0.1:5173/', request: 'http://localhost:3000/items', server: ok(allow('http://localhost:5173'), VARY) }),
      wrong({ page: APP, request: 'http://api.example.com/items', server: ok(ALLOW_APP, VARY) }),
      right({ page: 'http://localhost:5173/', request: '/api/items', server: ok() }),
    ],
    test: { how: 'terminal', code: ['npx corslab check http://localhost:3000/items \\', '  --from http://localhost:5173 --engine all'] },
    links: ['html-same-origin', 'mdn-sop', 'mixed-content'],
    see: ['reverse-proxy', 'null-origin'],
  },
];
