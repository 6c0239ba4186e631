import type { Answer, ConsoleExplanation, Cookie, CorslabError, Page, RequestDescription, Scenario } from "corslab";

/** Something that the reader left out, guessed or could not know. */
export type PasteNote = {
  /** Stable name. */
  code: string;
  /** The option, header or file that it is about. */
  about: string;
  /** One plain sentence. */
  message: string;
};

/** A request that somebody pasted. */
export type PastedRequest = {
  /** As a page would have to make it: a scenario's `request`. */
  request: RequestDescription;
  /** The page that makes it, where `Origin` or `Referer` tell; else null. */
  page: string | Page | null;
  /** The cookies that came with it, as a browser would have to hold them. */
  cookies: Cookie[];
  /** How curl would connect. */
  network: CurlNetwork;
  notes: PasteNote[];
};

/** Options of curl about the connection; a browser has none of them. */
export type CurlNetwork = {
  /** `-k` */
  insecure: boolean;
  /** `-L` */
  follow: boolean;
  /** `--resolve`, as given */
  resolve: string[];
  /** `--connect-to`, as given */
  connectTo: string[];
  /** `--cacert`, a file's name */
  cacert?: string;
  /** `-m` or `--connect-timeout`, in milliseconds */
  timeout?: number;
};

export type CurlOptions = {
  /** Whose quoting it is. Default: what the text looks like. */
  shell?: "bash" | "cmd";
  /** Gives the content of the files that the command names (`-d @file`). Without it they are taken to be empty. */
  readFile?: (name: string) => string;
};

/**
 * A `curl` command: from a terminal, a manual, or DevTools' "Copy as cURL", in bash's or Windows' quoting. Nothing is run.
 *
 * @throws {PasteError} when it cannot be read
 */
export declare function readCurl(text: string, options?: CurlOptions): PastedRequest;

/**
 * JavaScript that makes one request with literal values: DevTools' "Copy as fetch", `fetch(…)` as written by hand,
 * XMLHttpRequest, EventSource, `sendBeacon`, a navigation. It is read, never run.
 *
 * @throws {PasteError} when it cannot be read
 */
export declare function readFetchSnippet(text: string, options?: SnippetOptions): PastedRequest;

export type SnippetOptions = {
  /**
   * The request exactly as the code says. Default: false, which takes the headers that a browser added by itself for
   * what they tell (page, cookies), and leaves them out of the request.
   */
  asWritten?: boolean;
};

/** One request of a HAR, with all that belongs to it. */
export type HarExchange = {
  /** Where in `log.entries` the request is. */
  index: number;
  /** Where its preflight, the request and the redirects after it are, in that order. */
  entries: number[];
  /** What `simulate` takes. */
  scenario: Scenario;
  notes: PasteNote[];
};

export type HarOptions = {
  /** Only requests that came by this URL; where none has exactly this one, those whose URL contains it. */
  url?: string;
  /** Only the request that the entry `log.entries[index]` belongs to. */
  index?: number;
};

/**
 * The requests of a HAR (text or parsed), each with its preflight and its redirects. A part of one will do: its log, a
 * list of entries, or one entry.
 *
 * @throws {PasteError} when it is no HAR
 */
export declare function readHar(har: string | object, options?: HarOptions): HarExchange[];

/** The head of one reply. */
export type PastedReply = {
  status: number;
  statusText: string;
  /** In their order, duplicates and odd values kept. */
  headers: [name: string, value: string][];
  /** The line of each header in the pasted text, from 1. */
  lines: number[];
  /** What it answers, where the text says so (`curl -v`). */
  request: { method: string; url: string; headers: [name: string, value: string][] } | null;
};

/** What a terminal showed of a server's replies. */
export type PastedMessage = {
  /** One for each hop: interim replies (1xx) and those of a proxy's CONNECT are left out. */
  replies: PastedReply[];
  notes: PasteNote[];
};

/**
 * `curl -i` or `curl -v` output, one head after another (`-L`), or bare header lines.
 *
 * @throws {PasteError} when a line is no header
 */
export declare function readHttpMessage(text: string): PastedMessage;

/** The replies as a scenario's `server`: one answer for each hop; a reply to OPTIONS is the preflight of the next one. */
export declare function answersOf(replies: PastedReply[], preflights?: PastedReply[]): Answer[];

/** What a console line comes from. */
export type ConsoleScenario = {
  /** What `simulate` takes, with the engine that prints the line. */
  scenario: Scenario;
  /** What the line leaves open, and what was taken in its place. */
  notes: PasteNote[];
};

/**
 * The smallest scenario in which that browser prints such a line: the same page, URL, kind of request and cause. What the
 * line is not about is made to work. Null where the line does not tell its cause.
 */
export declare function scenarioOf(explanation: ConsoleExplanation): ConsoleScenario | null;

/**
 * A scenario as JSON, as `simulate` takes it. Whether it makes sense is for `simulate` to say.
 *
 * @throws {PasteError} when it is no JSON, or no object
 */
export declare function readScenario(text: string): Scenario;

/** What a text is: for which reader. Null where it looks like none of them. */
export declare function detect(text: string): "curl" | "fetch" | "har" | "http-message" | "console" | "scenario" | null;

/** A text that cannot be read: its message names the line and column, what stands there and what was expected. */
export declare class PasteError extends CorslabError {
  constructor(details: {
    code: string;
    value: string;
    allowed: string;
    at?: { line: number; column: number };
    detail?: string | number;
  });
  /** Stable name. */
  code: string;
  /** Where: lines and columns from 1. Missing where the whole text is meant. */
  at?: { line: number; column: number };
  /** A part of the message: what the JavaScript parser says, how long a text may be. */
  detail?: string | number;
}
