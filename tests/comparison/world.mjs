/** The servers of a scenario on this machine, under the names that they have in it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Socket } from 'node:net';

/** @typedef {import('./scenarios/parts.mjs').Scenario} Scenario */

/** Where every host lets a visitor set a cookie. */
const SET_COOKIE = '/set-cookie?';

/** One plain server and one with TLS, which answer for every host: with the scenario's server, or with an empty page. */
export class World {
  /** @type {import('./scenarios/parts.mjs').Received[]} */
  received = [];
  /** @type {Record<string, import('express').Express>} */
  #apps = {};
  #open;

  /** @param {{ key: string, certificate: string }} files */
  constructor({ key, certificate }) {
    const secure = { key: readFileSync(key), cert: readFileSync(certificate) };
    this.#open = {
      'http:': createServer((request, response) => this.#answer('http:', request, response)),
      'https:': createSecureServer(secure, (request, response) => this.#answer('https:', request, response)),
    };
  }

  async listen() {
    for (const server of Object.values(this.#open)) await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
    return this;
  }

  /** @param {string} scheme `http:` or `https:` */
  port(scheme) {
    const server = this.#open[/** @type {'http:' | 'https:'} */ (scheme)];
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  }

  /** @param {Scenario} scenario */
  show({ servers }) {
    this.#apps = servers;
    this.received = [];
  }

  close() {
    for (const server of Object.values(this.#open)) {
      server.close();
      server.closeAllConnections();
    }
  }

  /**
   * @param {string} scheme
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  #answer(scheme, request, response) {
    const { method = '', url = '', headers } = request;
    if (url.startsWith(SET_COOKIE)) {
      return void response.setHeader('Set-Cookie', decodeURIComponent(url.slice(SET_COOKIE.length))).end();
    }
    const origin = `${scheme}//${headers.host}`;
    const app = this.#apps[origin];
    if (!app) return void response.setHeader('Content-Type', 'text/html').end('<!doctype html><link rel="icon" href="data:,">');
    this.received.push({ method, url: `${origin}${url}`, cookie: headers.cookie, authorization: headers.authorization });
    // The app's type is that of Express, whose listener takes the messages of node:http.
    app(/** @type {any} */ (request), /** @type {any} */ (response));
  }
}

/**
 * The address at which a visitor gets this cookie.
 *
 * @param {string} line
 * @param {string} url
 */
export function settingCookie(line, url) {
  return new URL(`${SET_COOKIE}${encodeURIComponent(line)}`, url).href;
}

/**
 * Lets every connection of this process to a host of the scenarios end at the world's servers.
 *
 * @param {World} world
 */
export function mapHosts(world) {
  const { connect } = Socket.prototype;
  /** @this {Socket} @param {any[]} given */
  Socket.prototype.connect = function (...given) {
    const [options, ...rest] = Array.isArray(given[0]) ? given[0] : given;
    if (!/\.example(\.com)?$/.test(options?.host ?? '')) return connect.apply(this, /** @type {any} */ (given));
    const port = world.port(Number(options.port) === 443 ? 'https:' : 'http:');
    return connect.call(this, { ...options, host: '127.0.0.1', port }, .../** @type {[]} */ (rest.filter((value) => typeof value === 'function')));
  };
}
