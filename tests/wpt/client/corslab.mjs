/** The page of this package. */
import { createPage } from 'corslab/page';
import { DOMAINS } from '../serve.mjs';

/** @param {import('../serve.mjs').Hosts} hosts @param {string} url @param {string} engine */
export function openPage(hosts, url, engine) {
  const page = createPage({ url, engine, servers: serversOf(hosts), network: { ca: hosts.ca } });
  const { Headers, Request, Response, XMLHttpRequest } = page;
  return {
    globals: { ...eventClasses(XMLHttpRequest), Headers, Request, Response, XMLHttpRequest, fetch: page.fetch.bind(page) },
    cookie: {
      get: () => page.cookies().filter(({ httpOnly }) => !httpOnly).map(({ name, value }) => `${name}=${value}`).join('; '),
      set: (line) => page.setCookie(String(line)),
    },
  };
}

/** Each host and port of the tests is the same port of this machine. @param {import('../serve.mjs').Hosts} hosts */
function serversOf({ ports }) {
  const origins = Object.entries(ports).flatMap(([name, list]) => list.flatMap((port) => {
    const scheme = name === 'http' ? 'http' : 'https';
    return DOMAINS.flatMap((domain) => [domain, `*.${domain}`].map((host) => [`${scheme}://${host}:${port}`, `${scheme}://127.0.0.1:${port}`]));
  }));
  return Object.fromEntries(origins);
}

/** Classes of which a page only shows objects. */
function eventClasses(XMLHttpRequest) {
  const xhr = new XMLHttpRequest();
  let ProgressEvent;
  xhr.onabort = (event) => (ProgressEvent = event.constructor);
  xhr.open('GET', 'about:blank');
  xhr.send();
  xhr.abort();
  return { ProgressEvent, XMLHttpRequestUpload: xhr.upload.constructor, XMLHttpRequestEventTarget: Object.getPrototypeOf(XMLHttpRequest) };
}
