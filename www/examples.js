/** The well-known mistakes, each a scenario. Their titles stand in the catalogue under the same names. */
import { compact, expand } from './state.js';

const page = 'https://app.example.com/';
const api = 'https://api.example.com/items';
const json = 'Content-Type: application/json';
const allowPage = 'Access-Control-Allow-Origin: https://app.example.com';
/** @param {...string} headers */
const lines = (...headers) => headers.join('\n');

/** @type {{ group: string, name: string, scenario: Record<string, any> }[]} */
export const examples = [
  {
    group: 'basics',
    name: 'missing',
    scenario: { page, request: api, server: { response: { status: 200, headers: json } } },
  },
  {
    group: 'basics',
    name: 'wildcard',
    scenario: { page, request: api, server: { response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: *') } } },
  },
  {
    group: 'basics',
    name: 'exposed',
    scenario: {
      page,
      request: api,
      server: { response: { status: 200, headers: lines(json, 'X-Total-Count: 57', allowPage, 'Vary: Origin') } },
    },
  },
  {
    group: 'origin',
    name: 'slash',
    scenario: {
      page,
      request: api,
      server: { response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: https://app.example.com/', 'Vary: Origin') } },
    },
  },
  {
    group: 'origin',
    name: 'duplicate',
    scenario: { page, request: api, server: { response: { status: 200, headers: lines(json, allowPage, 'Access-Control-Allow-Origin: *') } } },
  },
  {
    group: 'origin',
    name: 'list',
    scenario: {
      page,
      request: api,
      server: {
        response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: https://app.example.com, https://www.example.com') },
      },
    },
  },
  {
    group: 'origin',
    name: 'null',
    scenario: {
      page: { url: page, sandboxed: true },
      request: api,
      server: { response: { status: 200, headers: lines(json, allowPage, 'Vary: Origin') } },
    },
  },
  {
    group: 'preflight',
    name: 'json',
    scenario: {
      page,
      request: { url: api, method: 'POST', headers: json, body: '{"name":"chair"}' },
      server: {
        preflight: { status: 204, headers: lines(allowPage, 'Access-Control-Allow-Methods: GET, POST') },
        response: { status: 201, headers: lines(json, allowPage, 'Vary: Origin') },
      },
    },
  },
  {
    group: 'preflight',
    name: 'preflight-401',
    scenario: {
      page,
      request: { url: api, headers: 'Authorization: Bearer 4f3c' },
      server: {
        preflight: { status: 401, headers: lines('WWW-Authenticate: Bearer', allowPage) },
        response: { status: 200, headers: lines(json, allowPage, 'Vary: Origin') },
      },
    },
  },
  {
    group: 'preflight',
    name: 'patch',
    scenario: {
      page,
      request: { url: `${api}/7`, method: 'patch', headers: json, body: '{"price":40}' },
      server: {
        preflight: {
          status: 204,
          headers: lines(allowPage, 'Access-Control-Allow-Methods: GET, POST, PATCH', 'Access-Control-Allow-Headers: Content-Type', 'Vary: Origin'),
        },
        response: { status: 200, headers: lines(json, allowPage, 'Vary: Origin') },
      },
    },
  },
  {
    group: 'preflight',
    name: 'authorization',
    scenario: {
      page,
      request: { url: api, headers: 'Authorization: Bearer 4f3c' },
      server: {
        preflight: { status: 204, headers: lines('Access-Control-Allow-Origin: *', 'Access-Control-Allow-Headers: *') },
        response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: *') },
      },
    },
  },
  {
    group: 'credentials',
    name: 'star',
    scenario: {
      page,
      request: { url: api, credentials: 'include' },
      server: { response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: *', 'Access-Control-Allow-Credentials: true') } },
      cookies: [{ name: 'session', value: 'a1b2', domain: 'api.example.com', secure: true, sameSite: 'lax' }],
    },
  },
  {
    group: 'credentials',
    name: 'cookies',
    scenario: {
      page,
      request: { url: api, credentials: 'include' },
      server: { response: { status: 200, headers: lines(json, allowPage, 'Access-Control-Allow-Credentials: true', 'Vary: Origin') } },
      cookies: [{ name: 'session', value: 'a1b2', domain: 'api.example.com', secure: true, sameSite: 'lax' }],
    },
  },
  {
    group: 'credentials',
    name: 'reflected',
    scenario: {
      page: 'https://evil.test/',
      request: { url: 'https://bank.example/balance', credentials: 'include' },
      server: {
        response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: https://evil.test', 'Access-Control-Allow-Credentials: true') },
      },
      cookies: [{ name: 'session', value: 'a1b2', domain: 'bank.example', secure: true, sameSite: 'none' }],
    },
  },
  {
    group: 'redirects',
    name: 'redirect',
    scenario: {
      page: 'http://app.example.com/',
      request: { url: 'http://api.example.com/items', headers: 'Authorization: Bearer 4f3c' },
      server: { response: { status: 301, headers: 'Location: https://api.example.com/items' } },
    },
  },
  {
    group: 'redirects',
    name: 'login',
    scenario: {
      page,
      request: { url: api, credentials: 'include' },
      server: [
        {
          response: {
            status: 302,
            headers: lines('Location: https://login.example.net/start', allowPage, 'Access-Control-Allow-Credentials: true'),
          },
        },
        { response: { status: 200, headers: 'Content-Type: text/html' } },
      ],
    },
  },
  {
    group: 'other',
    name: 'error',
    scenario: { page, request: api, server: { response: { status: 502, headers: 'Content-Type: text/html' } } },
  },
  {
    group: 'other',
    name: 'down',
    scenario: { page, request: api, server: { response: { networkFailure: true } } },
  },
  {
    group: 'other',
    name: 'no-cors',
    scenario: { page, request: { url: api, mode: 'no-cors' }, server: { response: { status: 200, headers: json } } },
  },
  {
    group: 'other',
    name: 'image',
    scenario: {
      page,
      request: { url: 'https://images.example.net/chair.png', initiator: 'img', crossorigin: 'anonymous' },
      server: { response: { status: 200, headers: 'Content-Type: image/png' } },
    },
  },
];

/** The name of the example that the scenario is, or nothing. @param {import('./state.js').Scenario} scenario */
export function exampleOf(scenario) {
  const json = JSON.stringify(compact(scenario));
  return examples.find((example) => JSON.stringify(compact(expand(example.scenario))) === json)?.name ?? '';
}
