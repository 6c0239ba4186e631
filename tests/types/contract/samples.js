/** Values for every field that a scenario may have. */
import { CorslabError, simulate } from 'corslab';

const page = { url: 'https://app.example.com/' };
const request = { url: 'https://api.example.com/' };
const body = { kind: 'text' };
const reply = { status: 200 };
const answer = { response: reply };
const cookie = { name: 'a', domain: 'api.example.com' };
const cacheEntry = { origin: 'https://app.example.com', url: 'https://api.example.com/', stored: 0, maxAge: 5, credentials: false, method: 'GET' };
const scenario = { page, request, server: answer };

/**
 * For each type of a scenario's parts: some values of each field, and the scenario around one such part.
 *
 * @type {Record<string, { fields: Record<string, unknown[]>, part: object, around(part: object): object }>}
 */
export const SAMPLES = {
  Scenario: {
    part: scenario,
    around: (part) => part,
    fields: {
      page: [page.url, page],
      request: [request.url, request],
      server: [answer, [answer, answer]],
      cookies: [[], [cookie]],
      preflightCache: [[], [cacheEntry]],
      now: [0, 1.5, -1, Date.UTC(2026, 10, 21)],
      engine: ['chromium'],
    },
  },
  Page: {
    part: page,
    around: (part) => ({ ...scenario, page: part }),
    fields: {
      url: ['http://localhost/'],
      sandboxed: [true, false],
      topLevel: ['https://top.example/'],
      embedderPolicy: ['require-corp'],
      referrerPolicy: ['', 'origin'],
      upgradeInsecureRequests: [true, false],
    },
  },
  RequestDescription: {
    part: request,
    around: (part) => ({ ...scenario, request: part }),
    fields: {
      url: ['', '/x', 'https://b.example/'],
      method: ['PUT', 'odd method'],
      headers: [[], [['a', '1']], { a: '1', b: ['2', '3'] }, 'a: 1\r\nb: 2'],
      body: ['text', { kind: 'stream' }, null],
      mode: ['no-cors'],
      credentials: ['include'],
      redirect: ['manual'],
      cache: ['no-store'],
      referrer: ['', 'about:client', '/x'],
      referrerPolicy: ['unsafe-url'],
      integrity: ['sha256-x'],
      keepalive: [true, false],
      duplex: ['half'],
      initiator: ['img'],
      crossorigin: ['anonymous'],
      uploadListener: [true, false],
      userActivation: [true, false],
    },
  },
  Body: {
    part: body,
    around: (part) => ({ ...scenario, request: { ...request, method: 'POST', body: part } }),
    fields: { kind: ['blob'], length: [0, 7], text: ['', 'x'], contentType: ['a/b'] },
  },
  Answer: {
    part: answer,
    around: (part) => ({ ...scenario, server: [part] }),
    fields: { preflight: [{}, reply], response: [{}, reply] },
  },
  Reply: {
    part: reply,
    around: (part) => ({ ...scenario, server: { preflight: part, response: part } }),
    fields: { status: [204, 999], headers: [[], [['a', '1']], { a: '1', b: ['2', '3'] }, 'a: 1'], networkFailure: [true, false], bodyHashes: [[], ['sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=']] },
  },
  Cookie: {
    part: cookie,
    around: (part) => ({ ...scenario, cookies: [part] }),
    fields: {
      name: ['', 'b'],
      value: ['', 'x'],
      domain: ['.api.example.com'],
      includeSubdomains: [true, false],
      path: ['/', '/x'],
      secure: [true, false],
      sameSite: ['none'],
      expires: [0, 1.5],
      created: [0, 1.5],
    },
  },
  PreflightCacheEntry: {
    part: cacheEntry,
    around: (part) => ({ ...scenario, preflightCache: [part] }),
    fields: {
      origin: ['null'],
      url: ['https://b.example/'],
      stored: [-1, 1.5],
      maxAge: [0, 7200],
      credentials: [true, false],
      method: ['PUT', '*'],
      headerName: ['x-a', '*'],
    },
  },
};

/**
 * A scenario in which one part has this field.
 *
 * @param {string} type of the part
 * @param {string} field
 * @param {unknown} value
 */
export function withField(type, field, value) {
  const { part, around } = SAMPLES[type];
  return around({ ...part, [field]: value });
}

/** The error by which a scenario is refused; null when it is not. */
export function refusalOf(given) {
  try {
    simulate(given);
    return null;
  } catch (error) {
    if (error instanceof CorslabError) return error;
    throw error;
  }
}
