import type { WireReply, WireRequest } from "../page.js";

export type { WireReply, WireRequest };

/** Carries HTTP exchanges: over a network, or into an application in this process. It decides nothing. */
export interface Transport {
  /**
   * Performs one exchange. Rejects with a `TransportError` when no complete head of a reply comes, and with the signal's
   * reason when that is aborted.
   */
  exchange(request: WireRequest, signal: AbortSignal): Promise<WireReply>;
  /**
   * The same, while this thread waits: for synchronous requests. Throws a `TransportError`. Not every transport can.
   */
  exchangeSynchronously?(request: SynchronousRequest): SynchronousReply;
  /** Ends what is still open. */
  close?(): Promise<void>;
}

export interface SynchronousRequest extends Omit<WireRequest, "body"> {
  body: Uint8Array | Blob | null;
}

/** A whole reply; where its body broke off, with the reason. */
export interface SynchronousReply extends Omit<WireReply, "body"> {
  body: Uint8Array<ArrayBuffer> | null;
  broken?: { code: string; message: string };
}
