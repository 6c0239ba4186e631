import type { CauseCode, Cookie, CorslabError, Engine, Page as PageDescription, RequestDescription, Verdict } from "corslab";
import type { Limits, NetworkOptions, Page, PageVerdict, Target } from "corslab/page";

/**
 * Asks `target` as a browser on the page `from` would, and tells what that page gets. The request is performed whole,
 * whatever its method and over the network too: point it at a server of your own.
 *
 * @throws {CorslabError} when an option is malformed
 */
export declare function checkCors(target: Target, options: CheckOptions): Promise<Check>;
export declare function checkCors(target: Page, options: PageCheckOptions): Promise<Check>;
export declare function checkCors(target: AnyVerdict, options?: Expose): Promise<Check>;

/**
 * The same as far as the preflight goes: the request that it is about is never sent. `verdict.performed` is
 * `"preflight"` where a browser would go on to it; the rest of that verdict is one about a request without a reply.
 *
 * @throws {CorslabError} when an option is malformed
 */
export declare function checkPreflight(target: Target, options: CheckOptions): Promise<Check>;

/**
 * The page may read the response. On a verdict it throws at once; else it returns a promise.
 *
 * @throws {AssertionError} when it may not, or when nothing can be told; `message` is the report, `cause` the verdict
 */
export declare function assertAllowsCors(target: Target, options: CheckOptions): Promise<Check>;
export declare function assertAllowsCors(target: Page, options: PageCheckOptions): Promise<Check>;
export declare function assertAllowsCors(target: AnyVerdict, options?: Expose): Check;

/**
 * A browser keeps the response from the page, because of what the server answered. A server that does not answer has
 * refused nothing: then this fails too.
 *
 * @throws {AssertionError} as `assertAllowsCors`
 */
export declare function assertRefusesCors(target: Target, options: CheckOptions & Because): Promise<Check>;
export declare function assertRefusesCors(target: Page, options: PageCheckOptions & Because): Promise<Check>;
export declare function assertRefusesCors(target: AnyVerdict, options?: Because): Check;

/**
 * A script of the page reads each of these headers of the response.
 *
 * @throws {AssertionError} as `assertAllowsCors`
 */
export declare function assertExposesHeaders(target: Target, names: string | readonly string[], options: CheckOptions): Promise<Check>;
export declare function assertExposesHeaders(target: Page, names: string | readonly string[], options: PageCheckOptions): Promise<Check>;
export declare function assertExposesHeaders(target: AnyVerdict, names: string | readonly string[]): Check;

/**
 * The server answers the preflight so that a browser goes on to the request. The request itself is not sent, unless
 * `target` is a `Page`: that sends what it is told to.
 *
 * @throws {AssertionError} as `assertAllowsCors`
 */
export declare function assertAnswersPreflight(target: Target, options: CheckOptions & Allows): Promise<Check>;
export declare function assertAnswersPreflight(target: Page, options: PageCheckOptions & Allows): Promise<Check>;
export declare function assertAnswersPreflight(target: AnyVerdict, options?: { allows?: { maxAge?: number } }): Check;

/** The matchers, for an `expect.extend` of your own; `corslab/vitest` and `corslab/jest` do that. */
export declare const matchers: Record<
  keyof CorsMatchers<unknown>,
  (this: unknown, target: unknown, ...given: any[]) => MatcherResult | Promise<MatcherResult>
>;

/** What a matcher tells its test runner. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/** The matchers, as methods of `expect(target)`. What must be asked first gives a promise, a verdict does not. */
export interface CorsMatchers<T> {
  /** The page `from` may read the response. */
  toAllowCors(options?: CheckOptions | PageCheckOptions | Expose): Answered<T>;
  /** A browser keeps the response from the page `from`, because of what the server answered. */
  toRefuseCors(options?: (CheckOptions & Because) | (PageCheckOptions & Because) | Because): Answered<T>;
  /** A script of the page reads each of these headers of the response. */
  toExposeHeaders(names: string | readonly string[], options?: CheckOptions | PageCheckOptions): Answered<T>;
  /** The server answers the preflight so that a browser goes on to the request, which is not sent. */
  toAnswerPreflight(options?: (CheckOptions & Allows) | (PageCheckOptions & Allows) | Allows): Answered<T>;
}

/** A verdict is judged at once; all else has to be asked. */
export type Answered<T> = T extends { outcome: string; exchanges: unknown[] } ? void : Promise<void>;

/**
 * A verdict as text for people: the exchanges, the step that failed with the header as received and as needed, the
 * console, what the script sees, fixes, warnings. Control characters and the like are escaped, long values cut; it has
 * no times and no ports but those of the verdict.
 */
export declare function report(verdict: AnyVerdict, options?: ReportOptions): string;

export interface ReportOptions {
  /** ANSI colours. Default: false. */
  colours?: boolean;
  /** Where prose is wrapped. Default: 100. */
  width?: number;
  /** Whether the values of `Authorization`, cookies and API keys are shown, and not `***`. Default: false. */
  secrets?: boolean;
  /** For snapshots: `PORT` in the place of the ports of servers on this machine. Default: false. */
  normalize?: boolean;
}

/** What a check came to. */
export interface Check {
  /** Whether the script reads the response, and the headers of `expose`. */
  readonly allowed: boolean;
  readonly verdict: PageVerdict & { performed?: "preflight" };
  /** The names of the headers that the script reads: lower-case, sorted. */
  readonly exposed: string[];
  /** The names of the headers that are hidden from it. */
  readonly hidden: string[];
  /** The verdict as text for people. */
  report(options?: ReportOptions): string;
}

/** A verdict of `simulate`, of `page.explain`, or the `cause` of what `page.fetch` threw. */
export type AnyVerdict = Verdict | PageVerdict;

/** The page, the request and the browser. The request's fields are those of a scenario. */
export interface CheckOptions extends RequestOptions, Expose {
  /** The page that asks: its origin or URL, `"null"` for a sandboxed one, or more about it. */
  from: string | URL | PageDescription;
  /** Whose behaviour. Default: `"chromium"`. */
  engine?: Engine;
  /** Who answers for further origins, to which a redirect may lead. */
  servers?: Record<string, Target>;
  /** How the network is used. */
  network?: boolean | NetworkOptions;
  /** The cookies that the browser holds. */
  cookies?: Cookie[];
  /** When to give up. */
  limits?: Partial<Limits>;
}

/** The request of a page that is handed in. */
export interface PageCheckOptions extends RequestOptions, Expose {}

export interface RequestOptions extends Omit<RequestDescription, "url" | "body"> {
  /**
   * What is asked for. Default: the address that `target` is, else `https://api.example.test/`. Given beside an address,
   * it is the URL as the page knows it, and the address where its server listens.
   */
  url?: string | URL;
  /** A path at that URL's origin. */
  path?: string;
  /** As in a scenario, or what `fetch` takes. */
  body?: RequestDescription["body"] | NonNullable<RequestInit["body"]>;
}

export interface Expose {
  /** Headers of the response that the script must be able to read. */
  expose?: string | readonly string[];
}

export interface Because {
  /** The cause's code. Default: any. */
  because?: CauseCode;
}

export interface Allows {
  /** What else the server must allow. Each method is asked for with all the headers. */
  allows?: {
    methods?: string | readonly string[];
    /** Names; of a header that is needed only for some values, such as `Content-Type`, a value is chosen that needs it. */
    headers?: string | readonly string[];
    /** For so many seconds at least the browser keeps the answer. */
    maxAge?: number;
  };
}

export { CorslabError } from "corslab";
