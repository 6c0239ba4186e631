/** `corslab/page`: a browser's `fetch` over real servers, for Node.js. */
export { createPage } from '../page/page.js';
export { TransportError } from '../transport/failure.js';
export { nodeListener, webHandler } from '../transport/target.js';
export { CorslabError } from 'corslab';
