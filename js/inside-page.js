/** The way of `corslab/check` and `corslab/matrix` into what `corslab/page` holds. */
import * as page from 'corslab/page';

export const { TransportError, extract, targetOf } =
  /** @type {{ shared: typeof import('./page/shared.js') }} */ (/** @type {unknown} */ (page)).shared;
