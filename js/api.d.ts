
/**
 * What a browser would decide about `scenario.request`, made from `scenario.page`, given `scenario.server`'s answers.
 *
 * @throws {CorslabError} when the scenario is malformed, or lacks an answer for a redirect that is followed
 */
export declare function simulate(scenario: Scenario): Verdict;

/**
 * Where Chromium, Firefox, WebKit and the standard disagree about a scenario, and which one does what; empty where they
 * all agree. It takes four simulations. The scenario's own `engine` does not matter. An answer that some lack is what
 * they ask for, and no error.
 *
 * @throws {CorslabError} when the scenario is malformed
 */
export declare function compareEngines(scenario: Scenario): Disagreement[];

/**
 * Whether two URLs or origins are same origin and same site; and where not, the part that differs.
 *
 * @throws {CorslabError} when one of them is no URL
 */
export declare function compareOrigins(a: ComparedDocument | string | Platform<"URL">, b: ComparedDocument | string | Platform<"URL">): OriginComparison;

/** A document whose origin is compared. */
export interface ComparedDocument {
  /** Its URL. */
  url: string | Platform<"URL">;
  /** Sandboxed without `allow-same-origin`: its origin is opaque. Default: false. */
  sandboxed?: boolean;
}

/**
 * What a console line of Chromium, Firefox or WebKit means, in today's words or those of ten years; with the noise that
 * comes with pasting, and with other lines around it: the first 131,072 characters of `text` are read. Null for a text
 * without such a line.
 *
 * @throws {CorslabError} when `text` is no string
 */
export declare function explainConsoleMessage(text: string): ConsoleExplanation | null;

/**
 * A fetch whose exchanges the caller performs: read `exchange`, send it, `respond` with what came back, until
 * `exchange` is null. `simulate` is the same machine with the replies written down beforehand.
 */
export declare class Fetch {
  constructor(scenario: Omit<Scenario, "server">);
  /** The exchange to perform next; null once the fetch has ended. */
  readonly exchange: Ask | null;
  /** Tells the reply to that exchange, and the time in milliseconds since the Unix epoch. */
  respond(reply: Reply, now?: number): void;
  /** The verdict. A fetch that still waits is judged as one whose connection failed there, and ends. */
  verdict(): Verdict;
  /** Gives its memory back at once, and not when the garbage collector comes by. Any further use throws an Error. */
  free(): void;
}

/** The date of the Public Suffix List inside, as `YYYY-MM-DD`. */
export declare function publicSuffixSnapshot(): string;

/** The version of the package. */
export declare function version(): string;

/**
 * A malformed scenario: which field, what was found there, what is allowed. Odd *data* never throws; more than 16 MB of
 * it do.
 */
export declare class CorslabError extends Error {
  constructor(details: { message: string; field: string; value: string; allowed: string });
  name: "CorslabError";
  /** The path of the field, as in `request.mode` or `server[1].response.status`. */
  field: string;
  /** What was found there: as JSON, or in words what JSON lacks. */
  value: string;
  /** What may stand there, in words. */
  allowed: string;
}

/** A class of the platform, as far as the compiler's `lib` and `types` know it. */
type Platform<Name extends string> = typeof globalThis extends { [N in Name]: { prototype: infer T } } ? T : never;
