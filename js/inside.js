/** The way of the package's other entries into the one WebAssembly that `corslab` holds. */
import * as corslab from 'corslab';

export const { core, currentInstance, inCore, refused, toText, verdictOf } =
  /** @type {{ shared: typeof import('./shared.js') }} */ (/** @type {unknown} */ (corslab)).shared;
export const { CorslabError } = corslab;
