
/** What a browser would decide about `scenario.request`, made from `scenario.page`, given `scenario.server`'s answers. */
export declare function simulate(scenario: Scenario): Verdict;

/** Whether two URLs or origins are same origin and same site; and where not, the part that differs. */
export declare function compareOrigins(a: string, b: string): OriginComparison;

/** The date of the Public Suffix List inside, as `YYYY-MM-DD`. */
export declare function publicSuffixSnapshot(): string;

/** The version of the package. */
export declare function version(): string;

/** A malformed scenario: which field, what was found there, what is allowed. Odd *data* never throws. */
export declare class CorslabError extends Error {
  constructor(details: { message: string; field: string; value: unknown; allowed: string });
  name: "CorslabError";
  /** The path of the field, as in `request.mode` or `server[1].response.status`. */
  field: string;
  /** What was found there. */
  value: unknown;
  /** What may stand there, in words. */
  allowed: string;
}
