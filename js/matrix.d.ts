import type { CauseCode, Cookie, CorslabError, Engine, Page as PageDescription } from "corslab";
import type { Check, RequestOptions } from "corslab/check";
import type { Limits, NetworkOptions, Target } from "corslab/page";

/**
 * Tries every request from every origin, each with an empty preflight cache. Where `target` is a URL, a request that is
 * not GET, HEAD or OPTIONS is not sent, and only its preflight is judged, unless `unsafe` is true.
 *
 * @throws {CorslabError} when an option is malformed
 */
export declare function corsMatrix(target: Target, options: MatrixOptions): Promise<CorsMatrix>;

/**
 * Which origins get in beside those that should: tries what an attacker would make of each allowed origin, and looks at
 * caches and errors. It sends GET and OPTIONS, nothing else.
 *
 * @throws {CorslabError} when an option is malformed
 */
export declare function probeOrigins(target: Target, options: ProbeOptions): Promise<ProbeReport>;

/** What each question has in common. */
export interface AskOptions {
  /** What is asked for; see `checkCors`. */
  url?: string | URL;
  /** Whose behaviour. Default: `"chromium"`. */
  engine?: Engine;
  /** Who answers for further origins, to which a redirect may lead. */
  servers?: Record<string, Target>;
  /** How the network is used. */
  network?: boolean | NetworkOptions;
  /** The cookies that the browser holds. */
  cookies?: Cookie[];
  /** When to give up on one question. */
  limits?: Partial<Limits>;
  /** How many questions at a time. Default: 4. */
  concurrency?: number;
}

export type Expectation = "allowed" | "refused";

export interface MatrixOptions extends AskOptions {
  /** Pages: origins, URLs, `"null"` for a sandboxed page; or more about each, and what is expected of all its requests. */
  origins: (string | URL | (PageDescription & { name?: string; expect?: Expectation }))[];
  /** The requests: paths, or more. `expect` says what holds for the origins of which nothing worse is expected. */
  requests?: (string | (RequestOptions & { name?: string; expect?: Expectation }))[];
  /** Instead of `requests`, lists whose every combination is tried. */
  paths?: string[];
  methods?: string[];
  /** What headers each request has; undefined for none. */
  headers?: RequestOptions["headers"][];
  credentials?: RequestOptions["credentials"][];
  /** Sends requests that may change state over the network, too. Default: false. */
  unsafe?: boolean;
  onProgress?: (done: number, total: number, cell: MatrixCell) => void;
}

/** A row for each origin, a column for each request. */
export interface CorsMatrix {
  readonly url: string;
  readonly engine: Engine;
  readonly engineVersion: string;
  /** Whether every cell is as expected, of those of which something was. */
  readonly ok: boolean;
  readonly origins: string[];
  readonly requests: string[];
  /** Row by row. */
  readonly cells: MatrixCell[];
  toText(): string;
  /** A table of GitHub's Markdown. */
  toMarkdown(): string;
  /** A document of its own, without scripts. */
  toHTML(): string;
  /** A test for each cell; one of which nothing is expected is skipped. */
  toJUnit(): string;
  toJSON(): MatrixJSON;
}

export interface MatrixCell {
  origin: string;
  request: string;
  /** `preflight-accepted` and `not-sent`: the request itself was held back. `failed`: the server did not answer. */
  state: "allowed" | "refused" | "opaque" | "failed" | "preflight-accepted" | "not-sent";
  /** Whether the page may read the response; null where that is not known. */
  allowed: boolean | null;
  /** The cause, where it is refused or failed. */
  code: CauseCode | null;
  expected?: Expectation;
  asExpected?: boolean;
  verdict: Check["verdict"];
}

/** A matrix without its verdicts. */
export interface MatrixJSON extends Pick<CorsMatrix, "url" | "engine" | "engineVersion" | "ok" | "origins" | "requests"> {
  cells: (Omit<MatrixCell, "verdict"> & { message: string | null })[];
}

export interface ProbeOptions extends AskOptions {
  /** The origins that the server shall let in. */
  allowed: (string | URL)[];
  path?: string;
  /** What the app's requests are like: their method decides which preflight is asked for; they are never sent. */
  method?: string;
  headers?: RequestOptions["headers"];
  /** How the allowed pages ask. Default: it is enough that one of `include` and `omit` passes. */
  credentials?: RequestOptions["credentials"];
  /** Paths that answer with errors (401, 405, 500 …), beside one that does not exist. */
  errorPaths?: string[];
  onProgress?: (done: number, total: number, probe: Probe) => void;
}

/** What a probe found. */
export interface ProbeReport {
  readonly url: string;
  readonly engine: Engine;
  readonly engineVersion: string;
  /** Whether nothing but notes was found. */
  readonly ok: boolean;
  readonly allowed: string[];
  /** The gravest first. */
  readonly findings: Finding[];
  readonly probes: Probe[];
  toText(): string;
  toMarkdown(): string;
  toJSON(): ProbeJSON;
  /** SARIF 2.1.0, pinned to a file such as the one with the policy; else to the URL. */
  toSARIF(options?: { artifact?: string }): object;
}

export type FindingCode =
  | "any-allowed"
  | "wildcard"
  | "null-allowed"
  | "suffix-allowed"
  | "special-character-allowed"
  | "prefix-allowed"
  | "unescaped-dot-allowed"
  | "neighbour-allowed"
  | "http-allowed"
  | "port-allowed"
  | "subdomain-allowed"
  | "parent-domain-allowed"
  | "trailing-dot-allowed"
  | "upper-case-allowed"
  | "preflight-lets-in"
  | "allowed-origin-refused"
  | "missing-vary-origin"
  | "preflight-missing-vary-origin"
  | "errors-without-cors-headers"
  | "options-requires-auth"
  | "options-not-answered"
  | "no-answer";

export interface Finding {
  code: FindingCode;
  severity: "danger" | "warning" | "note";
  /** The origin that shows it best; null where there is none. */
  origin: string | null;
  /** All that show it. */
  origins: string[];
  title: string;
  message: string;
  fix: string;
  verdict: Check["verdict"];
}

/** One origin that was tried. */
export interface Probe {
  origin: string;
  /** How it was made from an allowed one; `allowed` for these themselves. */
  technique: string;
  /** Whether its page reads the response. */
  letIn: boolean;
  /** … and with credentials. */
  credentials: boolean;
  /** Whether its preflight passes. */
  preflight: boolean;
  verdict: Check["verdict"];
  preflightVerdict: Check["verdict"];
}

/** A report without its verdicts. */
export interface ProbeJSON extends Pick<ProbeReport, "url" | "engine" | "engineVersion" | "ok" | "allowed"> {
  findings: Omit<Finding, "verdict">[];
  probes: (Omit<Probe, "verdict" | "preflightVerdict"> & { code: CauseCode | null })[];
}

export { CorslabError } from "corslab";
