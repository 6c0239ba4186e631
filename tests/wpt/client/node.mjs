/** Node's own fetch, which has no CORS: for something to compare with. It has no XMLHttpRequest either. */
import dns from 'node:dns';
import { loopback } from '../document.mjs';

const nodeFetch = fetch;

/** @param {import('../serve.mjs').Hosts} hosts @param {string} url */
export function openPage(hosts, url) {
  // The only door to where Node's fetch connects. This thread lives for one file.
  dns.lookup = /** @type {any} */ (loopback);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const absolute = (input) => (typeof input === 'string' ? new URL(input, url) : input);
  class PageRequest extends Request {
    constructor(input, init) {
      super(absolute(input), init);
    }
  }
  return {
    globals: { Headers, Response, Request: PageRequest, fetch: async (input, init) => nodeFetch(absolute(input), init) },
    cookie: { get: () => '', set() {} },
  };
}
