/**
 * A whole internet on one loopback port: a SOCKS5 proxy (or, `direct`, a server that believes the `Host` header) that connects to nobody and answers every host and port itself,
 * in TLS or in clear as the client begins. Browsers therefore use real host names and default ports, nothing on the way
 * touches a request, and every byte of a reply is ours.
 */
import { createServer } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { TLSSocket } from 'node:tls';
import { makeSecureContext } from './certificate.mjs';

const TLS_HANDSHAKE = 0x16;

/**
 * @typedef {{ method: string, url: string, headers: [string, string][], body: Buffer }} RawRequest
 * @typedef {{ status?: number, headers?: [string, string][] | string, body?: Buffer, networkFailure?: boolean }} RawReply
 */

export class Network {
  /** What answers: replaced for each case. @type {(request: RawRequest) => RawReply} */
  handler = () => ({ networkFailure: true });

  #server = createServer((socket) => this.#accept(socket));
  #secureContext = makeSecureContext();
  #sockets = new Set();
  #direct;

  /** @param {{ direct?: boolean }} [options] */
  constructor({ direct = false } = {}) {
    this.#direct = direct;
  }

  async start() {
    await new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', () => resolve(undefined));
    });
    return this;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
  }

  async stop() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** @param {import('node:net').Socket} socket */
  async #accept(socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
    try {
      const authority = this.#direct ? undefined : await socksHandshake(socket);
      await serve(await this.#maybeTls(socket), authority, (request) => this.handler(request));
    } catch {
      socket.destroy();
    }
  }

  /** @param {import('node:net').Socket} socket */
  async #maybeTls(socket) {
    const [first] = await peek(socket);
    if (first !== TLS_HANDSHAKE) return { socket, raw: socket, secure: false };
    const secure = new TLSSocket(socket, { isServer: true, secureContext: this.#secureContext, ALPNProtocols: ['http/1.1'] });
    secure.on('error', () => socket.destroy());
    return { socket: secure, raw: socket, secure: true };
  }
}

/** The next bytes of a stream, left in it. */
async function peek(socket) {
  const chunk = await nextChunk(socket);
  socket.unshift(chunk);
  return chunk;
}

function nextChunk(socket) {
  return new Promise((resolve, reject) => {
    const end = () => {
      socket.off('readable', attempt).off('end', fail).off('close', fail);
    };
    const attempt = () => {
      const chunk = socket.read();
      if (chunk === null) return;
      end();
      resolve(chunk);
    };
    const fail = () => {
      end();
      reject(new Error('the connection ended'));
    };
    socket.on('readable', attempt).on('end', fail).on('close', fail);
    attempt();
  });
}

async function readBytes(socket, count) {
  let bytes = Buffer.alloc(0);
  while (bytes.length < count) bytes = Buffer.concat([bytes, await nextChunk(socket)]);
  if (bytes.length > count) socket.unshift(bytes.subarray(count));
  return bytes.subarray(0, count);
}

/** [RFC 1928](https://www.rfc-editor.org/rfc/rfc1928): the host and port that the client wants. */
async function socksHandshake(socket) {
  const [, methods] = await readBytes(socket, 2);
  await readBytes(socket, methods);
  socket.write(Buffer.from([5, 0]));
  const [, , , kind] = await readBytes(socket, 4);
  const host = await socksAddress(socket, kind);
  const port = (await readBytes(socket, 2)).readUInt16BE();
  socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
  return { host, port };
}

async function socksAddress(socket, kind) {
  if (kind === 1) return [...(await readBytes(socket, 4))].join('.');
  if (kind === 3) return (await readBytes(socket, (await readBytes(socket, 1))[0])).toString('latin1');
  const bytes = await readBytes(socket, 16);
  return `[${Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16)).join(':')}]`;
}

/**
 * Answers the requests of one connection. A reply whose end its own headers do not tell closes it, so that no framing
 * header has to be invented.
 */
async function serve({ socket, raw, secure }, authority, handler) {
  for (;;) {
    const request = await readRequest(socket, (host) => originOf(secure, authority ?? host));
    const reply = handler(request);
    if (reply.networkFailure) {
      raw.resetAndDestroy();
      return;
    }
    if (!tellsItsEnd(request, reply)) {
      socket.end(replyBytes(request, reply));
      return;
    }
    socket.write(replyBytes(request, reply));
  }
}

/** @param {boolean} secure @param {string | { host: string, port: number }} authority */
function originOf(secure, authority) {
  if (typeof authority === 'string') return new URL(`${secure ? 'https' : 'http'}://${authority}`).origin;
  const { host, port } = authority;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return new URL(`${secure ? 'https' : 'http'}://${name}:${port}`).origin;
}

function tellsItsEnd(request, { status = 200, headers = [] }) {
  return hasNoBody(request, status) || declaredLength(headers) !== undefined;
}

const hasNoBody = (request, status) => request.method === 'HEAD' || status === 204 || status === 304;

/** The value of the only `Content-Length`, when it is a number. */
function declaredLength(headers) {
  if (typeof headers === 'string') return undefined;
  const values = headers.filter(([name]) => /^content-length$/i.test(name)).map(([, value]) => value);
  return values.length === 1 && /^\d+$/.test(values[0]) ? Number(values[0]) : undefined;
}

async function readRequest(socket, originOfHost) {
  let bytes = Buffer.alloc(0);
  let end = -1;
  while ((end = bytes.indexOf('\r\n\r\n')) < 0) bytes = Buffer.concat([bytes, await nextChunk(socket)]);
  const [requestLine, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const [method, target] = requestLine.split(' ');
  /** @type {[string, string][]} */
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  let body = bytes.subarray(end + 4);
  const length = Number(headers.find(([name]) => /^content-length$/i.test(name))?.[1] ?? 0);
  const chunked = headers.some(([name]) => /^transfer-encoding$/i.test(name));
  while (chunked ? !body.includes('0\r\n\r\n') : body.length < length) {
    body = Buffer.concat([body, await nextChunk(socket)]);
  }
  const host = headers.find(([name]) => /^host$/i.test(name))?.[1] ?? '';
  return { method, url: originOfHost(host) + target, headers, body };
}

function replyBytes(request, { status = 200, headers = [], body = Buffer.alloc(0) }) {
  const lines = typeof headers === 'string' ? headers : headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unassigned'}\r\n${lines}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), hasNoBody(request, status) ? Buffer.alloc(0) : fitted(body, headers)]);
}

/** The body, cut or filled with spaces to the `Content-Length` that the scenario's server sends. */
function fitted(body, headers) {
  const length = declaredLength(headers);
  return length === undefined ? body : Buffer.concat([body, Buffer.alloc(length, ' ')]).subarray(0, length);
}
