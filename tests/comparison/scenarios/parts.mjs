/** What the scenarios are made of. */
import express from 'express';

/**
 * @typedef {{ type: string, status?: number, headers: Record<string, string>, body?: string }} Seen what a script sees of a response; `type` is `error` where it sees none
 * @typedef {{ method: string, url: string, cookie: string | undefined, authorization: string | undefined }} Received what a server got
 */
/**
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} title
 * @property {string} [page] its URL; default: https://app.example.com/
 * @property {boolean} [sandboxed] whether a frame with `sandbox="allow-scripts"` asks
 * @property {Record<string, import('express').Express>} servers by origin
 * @property {[line: string, url: string][]} [cookies] what visits to these URLs have set
 * @property {[url: string, init?: { method?: string, headers?: Record<string, string>, body?: string, mode?: RequestMode, credentials?: RequestCredentials }][]} fetches one after the other
 * @property {(seen: Seen[], received: Received[]) => boolean} [works] the question; default: whether the page may read all answers
 * @property {(request: import('supertest'), app: import('express').Express) => PromiseLike<unknown>} [test] the test as people write it with supertest; it passes or throws
 */

export const APP = 'https://app.example.com';
export const API = 'https://api.example.com';
/** A second site. */
export const OTHER = 'https://api.other.example';

/**
 * Sets these headers on every answer; an array is a header of its own for each.
 *
 * @param {Record<string, string | string[]>} headers
 * @returns {import('express').RequestHandler}
 */
export function plain(headers) {
  return (request, response, next) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    next();
  };
}

/**
 * Two items, which can be read, made and changed.
 *
 * @param {import('express').RequestHandler[]} middleware what comes first
 */
export function itemsWith(...middleware) {
  const app = express().disable('x-powered-by').disable('etag');
  for (const use of middleware) app.use(use);
  return withItems(app);
}

/** @param {import('express').Express} app */
export function withItems(app) {
  app.get('/items', (request, response) => void response.set('X-Total-Count', '2').json(['pen', 'ink']));
  app.post('/items', (request, response) => void response.status(201).json({ id: 7 }));
  app.patch('/items/7', (request, response) => void response.json({ id: 7 }));
  app.delete('/items/7', (request, response) => void response.json({ id: 7 }));
  // Who the server takes the visitor for.
  app.get('/me', (request, response) => void response.json(request.headers.cookie?.includes('session=ann') ? 'Ann' : null));
  app.post('/login', (request, response) => void response.set('Set-Cookie', 'session=ann; Secure; SameSite=None; Path=/').json(true));
  app.get('/token', (request, response) => void response.json(request.headers.authorization ?? null));
  return app;
}

/** The default question. @param {Seen[]} seen */
export function allReadable(seen) {
  return seen.every(({ type, status }) => type !== 'error' && type !== 'opaque' && status !== 0);
}
