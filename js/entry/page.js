/** `corslab/page`: a browser's `fetch` over real servers, for Node.js. */
export { createPage } from '../page/page.js';
export { TransportError } from '../transport/failure.js';
export { eventHandlers, nodeListener, webHandler } from '../transport/explicit.js';
export { CorslabError } from 'corslab';
export * as shared from '../page/shared.js';
