import type { Answer, Cookie, CorslabError, Engine, Exchange, Page as PageDescription, PreflightCacheEntry, RequestDescription, Verdict } from "corslab";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Server as SecureServer } from "node:https";

/**
 * A page of a browser whose `fetch` decides as that browser's does, over servers that are really asked.
 *
 * @param options the page's URL, or more about it
 * @throws {CorslabError} when an option is malformed
 */
export declare function createPage(options: string | URL | PageOptions): Page;

/** The page, the browser and the servers. `url`, `sandboxed` and so on are those of a scenario's page. */
export interface PageOptions extends Omit<PageDescription, "url"> {
  /** The page's absolute URL. */
  url: string | URL;
  /** Whose behaviour. Default: `"standard"`. */
  engine?: Engine;
  /**
   * Who answers for which origin: `{ "https://api.example.com": app }`. `"https://*.example.com"` stands for every
   * subdomain, `"https://*"` for every origin of that scheme, `"*"` for all; the first of these that fits answers. A
   * lone target answers for all. Default: the network.
   */
  servers?: Record<string, Target> | Target;
  /**
   * Whether what no server is named for is asked over the network, and how. Default: true without `servers`, else false;
   * such a fetch fails then as if there was no connection.
   */
  network?: boolean | NetworkOptions;
  /** The cookies that the browser holds at first. */
  cookies?: Cookie[];
  /** The CORS-preflight cache at first. */
  preflightCache?: PreflightCacheEntry[];
  /**
   * Whether the browser has an HTTP cache, as every real one does: what is fresh in it is not asked for again, and what
   * has a validator is asked for with `If-None-Match` or `If-Modified-Since`. It is empty at first. Default: true.
   */
  httpCache?: boolean;
  /** When to give up. */
  limits?: Partial<Limits>;
  /** The time in milliseconds since the Unix epoch, for cookies and the preflight cache. Default: `Date.now`. */
  now?: () => number;
}

/** How the network is used. */
export interface NetworkOptions {
  /** Certificates (PEM) to trust besides the known authorities': a test's own. */
  ca?: string | Uint8Array | (string | Uint8Array)[];
  /** False accepts every certificate. Default: true. */
  rejectUnauthorized?: boolean;
  /** `User-Agent`. */
  userAgent?: string;
  /** `Accept-Language`. */
  acceptLanguage?: string;
}

/** When to give up. */
export interface Limits {
  /** Milliseconds that a fetch may take, from its call to the last byte of its body. Default: 30,000. */
  timeout: number;
  /** Bytes of a reply's head. Default: 262,144. */
  headBytes: number;
  /** Bytes of a reply's body, without content coding. Default: 268,435,456. */
  bodyBytes: number;
}

/**
 * Who answers: a URL where a server listens (`"http://127.0.0.1:3000"`; host name, `Host` and certificate stay those of
 * the request), an `http.Server` (asked in this process when it does not listen), a `(req, res)` listener, an app of
 * Express, Connect, Koa, Fastify, hapi or Nest (after `init()`), a `(Request) => Response` handler or an object with such a `fetch`, a module of
 * route handlers as in Next.js, scripted answers as in a scenario (a list has one for each hop, a lone one answers
 * everything), or a transport of your own.
 *
 * A function with at most one parameter is taken for a handler, any other for a listener; `webHandler`, `nodeListener` and
 * `eventHandlers` say it where that is wrong.
 */
export type Target =
  | string
  | URL
  | Server
  | SecureServer
  | NodeListener
  | WebHandler
  | { fetch(request: any, ...rest: any[]): Response | Promise<Response> }
  | RouteHandlers
  | { callback(): NodeListener }
  | { getHttpServer(): any }
  | { inject: unknown }
  | Answer
  | Answer[]
  | ExplicitTarget
  | Transport;

/** A listener of `node:http`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A handler as Hono, Workers, Deno and Bun have it. */
export type WebHandler = (request: Request, ...rest: any[]) => Response | Promise<Response>;

/**
 * Handlers by the names of methods, as a `route.js` of Next.js exports them. They get the `Request` and
 * `{ params: Promise<{}> }`; HEAD and OPTIONS are answered as there where they are missing.
 */
export type RouteHandlers = { [method in "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "DELETE" | "PATCH"]?: (request: any, context: any) => unknown };

/** What `nodeListener`, `webHandler` and `eventHandlers` make. */
export interface ExplicitTarget {
  readonly [made: symbol]: unknown;
}

/** Says that a function is a `(req, res)` listener, whatever its number of parameters. */
export declare function nodeListener(listener: NodeListener): ExplicitTarget;

/**
 * Says that a function is a `(Request) => Response` handler, whatever its number of parameters.
 *
 * @param more what the platform gives it besides the request: a Worker's `env` and context, Deno's connection info …
 */
export declare function webHandler(
  handler: WebHandler | { fetch(request: any, ...rest: any[]): Response | Promise<Response> },
  ...more: unknown[]
): ExplicitTarget;

/**
 * Endpoints that take one event `{ request, url, params, locals }`, as those of SvelteKit (`+server.js`) and Astro do.
 *
 * @param endpoints a module with `GET`, `POST` …, `fallback` or `ALL`
 * @param event what the event has besides, or instead: `params`, `locals`, `cookies`, `platform` …
 */
export declare function eventHandlers(endpoints: object, event?: object): ExplicitTarget;

/** Carries HTTP exchanges. It decides nothing. */
export interface Transport {
  /** Performs one exchange. Rejects with a `TransportError` when no reply comes, and with the signal's reason on abort. */
  exchange(request: WireRequest, signal: AbortSignal): Promise<WireReply>;
  /** Ends what is still open. */
  close?(): Promise<void>;
}

/** A request as it goes out. Every character of a header is one byte. */
export interface WireRequest {
  kind: "preflight" | "actual";
  /** How many redirects led here. */
  hop: number;
  method: string;
  /** Absolute, without fragment. */
  url: string;
  headers: [name: string, value: string][];
  body: Uint8Array | ReadableStream<Uint8Array> | null;
}

/** A reply as it came in: order, case, duplicates and odd bytes of the headers kept. */
export interface WireReply {
  status: number;
  statusText: string;
  headers: [name: string, value: string][];
  /** Without content coding; whole, or as a stream that errors with a `TransportError`, and whose `cancel()` ends the exchange. */
  body: ReadableStream<Uint8Array> | Uint8Array | null;
}

/** Why no reply came, or why it broke off. */
export declare class TransportError extends Error {
  constructor(code: string, message: string, options?: ErrorOptions);
  name: "TransportError";
  /** As Node.js names it (`ECONNREFUSED`, `ETIMEDOUT`, `CERT_HAS_EXPIRED` …). */
  code: string;
}

/** A page of a browser, with a CORS-preflight cache and cookies of its own. */
export interface Page {
  /** Its URL. */
  readonly url: string;
  /** Its origin; `"null"` for a sandboxed page. */
  readonly origin: string;
  /**
   * The page's `fetch`. Where a browser refuses, it rejects with the browser's `TypeError`, whose `cause` is the
   * `PageVerdict`; where the script aborts, with the signal's reason.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /**
   * What becomes of such a fetch, with the exchanges as they really took place. It takes a scenario's `request`, too:
   * `{ url, initiator: "img" }`. A network error is a verdict, and no rejection.
   */
  explain(input: string | URL | Request | RequestDescription, init?: RequestInit): Promise<PageVerdict>;
  /** The page's own classes: Node's know nothing of CORS. Relative URLs resolve against the page's. */
  readonly Headers: typeof globalThis.Headers;
  readonly Request: typeof globalThis.Request;
  readonly Response: typeof globalThis.Response;
  /**
   * The page's own. Synchronous requests (`open(method, url, false)`) block this thread, and so work only over the network
   * to servers that do not run in it. The `error` event has the `PageVerdict` as its `cause`, and so has the
   * `NetworkError` that a synchronous request throws.
   */
  readonly XMLHttpRequest: XMLHttpRequestClass;
  /** The cookies that the browser holds, the oldest first. */
  cookies(): Cookie[];
  /** Sets a cookie, written as in `Set-Cookie`, as the server of `url` (default: the page's) would. */
  setCookie(line: string, url?: string | URL): void;
  clearCookies(): void;
  /** The CORS-preflight cache. */
  preflightCache(): PreflightCacheEntry[];
  clearPreflightCache(): void;
  /** Empties the HTTP cache. */
  clearHttpCache(): void;
  /** Ends what is under way; nothing begins after it. */
  close(): Promise<void>;
}

/** A verdict on exchanges that really took place. */
export interface PageVerdict extends Omit<Verdict, "disagreements" | "exchanges"> {
  /** In order, as they really took place. */
  exchanges: (Exchange & {
    /** What a reply in the HTTP cache has done: answered, so that no server was asked, or been confirmed by a 304. */
    httpCache?: "answered" | "revalidated";
  })[];
  /** Why no reply came, where none came. */
  transportError?: { code: string; message: string };
}

/** The states of a request. */
export interface XMLHttpRequestStates {
  readonly UNSENT: 0;
  readonly OPENED: 1;
  readonly HEADERS_RECEIVED: 2;
  readonly LOADING: 3;
  readonly DONE: 4;
}

export interface XMLHttpRequestClass extends XMLHttpRequestStates {
  new (): XMLHttpRequest;
  readonly prototype: XMLHttpRequest;
}

/** How far a request or its upload has come. */
export interface ProgressEvent extends Event {
  readonly lengthComputable: boolean;
  readonly loaded: number;
  readonly total: number;
  /** Of an `error` event: the verdict. */
  readonly cause?: PageVerdict;
}

/** What listens to a request or to its upload. */
export interface XMLHttpRequestEvents extends EventTarget {
  onloadstart: ((event: ProgressEvent) => unknown) | null;
  onprogress: ((event: ProgressEvent) => unknown) | null;
  onabort: ((event: ProgressEvent) => unknown) | null;
  onerror: ((event: ProgressEvent) => unknown) | null;
  onload: ((event: ProgressEvent) => unknown) | null;
  ontimeout: ((event: ProgressEvent) => unknown) | null;
  onloadend: ((event: ProgressEvent) => unknown) | null;
}

/** As the standard has it: https://xhr.spec.whatwg.org/ */
export interface XMLHttpRequest extends XMLHttpRequestEvents, XMLHttpRequestStates {
  onreadystatechange: ((event: Event) => unknown) | null;
  readonly readyState: 0 | 1 | 2 | 3 | 4;
  open(method: string, url: string | URL, async?: boolean, username?: string | null, password?: string | null): void;
  setRequestHeader(name: string, value: string): void;
  /** Milliseconds; 0 for no limit but the page's. */
  timeout: number;
  withCredentials: boolean;
  /** Whoever listens to it makes a preflight necessary. */
  readonly upload: XMLHttpRequestEvents;
  send(body?: string | URLSearchParams | FormData | Blob | ArrayBuffer | ArrayBufferView | null): void;
  abort(): void;
  readonly responseURL: string;
  readonly status: number;
  readonly statusText: string;
  getResponseHeader(name: string): string | null;
  getAllResponseHeaders(): string;
  overrideMimeType(mime: string): void;
  responseType: "" | "arraybuffer" | "blob" | "document" | "json" | "text";
  readonly response: any;
  readonly responseText: string;
  /** Null where the platform has no `DOMParser`. */
  readonly responseXML: any;
}

export { CorslabError } from "corslab";
