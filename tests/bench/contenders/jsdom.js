/** jsdom: its XMLHttpRequest, the answers coming from an undici interceptor, so that nothing leaves the process. */
import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';
import { answersOf, describeSent, requestOf } from '../scenarios.js';

export const name = 'jsdom';
export const how = 'XMLHttpRequest, an undici interceptor answers';

/** @param {import('../scenarios.js').Case} item */
export function create({ scenario }) {
  const { url, init } = requestOf(scenario);
  const { method = 'GET', headers = {}, credentials } = init;
  /** @type {{ method: string, headers: Record<string, string> }[]} */
  let log = [];
  let logging = false;
  const interceptor = answering(answersOf(scenario), (exchange) => logging && log.push(exchange));
  const dom = new JSDOM('', {
    url: scenario.page,
    cookieJar: jarOf(scenario),
    virtualConsole: new VirtualConsole(),
    // The published types describe an older jsdom.
    resources: /** @type {any} */ ({ interceptors: [interceptor] }),
  });
  const { XMLHttpRequest } = dom.window;
  const run = () =>
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open(method, url);
      xhr.withCredentials = credentials === 'include';
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
      xhr.onload = () => resolve('readable');
      xhr.onerror = () => resolve('network-error');
      xhr.send();
    });
  const sent = async () => {
    [log, logging] = [[], true];
    await run();
    logging = false;
    return describeSent(log);
  };
  return { run, sent, close: () => dom.window.close() };
}

/**
 * An interceptor written against undici's own interface: `requestInterceptor` of jsdom does the same by way of
 * `Request`, `Response` and streams, and takes longer.
 *
 * @param {ReturnType<typeof answersOf>} answers
 * @param {(exchange: { method: string, headers: Record<string, string> }) => unknown} note
 */
function answering(answers, note) {
  const controller = { aborted: false, reason: null, paused: false, abort() {}, pause() {}, resume() {} };
  return () => (/** @type {any} */ options, /** @type {any} */ handler) => {
    const { method, headers, opaque } = options;
    note({ method, headers });
    const answer = answers.get(opaque.url);
    if (!answer) throw new Error(`No answer for ${opaque.url}`);
    const reply = method === 'OPTIONS' ? answer.preflight : answer.response;
    handler.onRequestStart(controller, {});
    handler.onResponseStart(controller, reply.status, lowerCased(reply.headers), '');
    handler.onResponseEnd(controller, {});
    return true;
  };
}

/** As undici gives them. @param {Record<string, string>} headers */
function lowerCased(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** @param {import('../scenarios.js').Scenario} scenario */
function jarOf({ cookies = [] }) {
  const jar = new CookieJar();
  for (const { name, value, domain, sameSite, secure } of cookies) {
    const attributes = [sameSite === 'default' ? '' : `; SameSite=${sameSite}`, secure ? '; Secure' : ''].join('');
    jar.setCookieSync(`${name}=${value}; Path=/${attributes}`, `https://${domain}/`);
  }
  return jar;
}
