/** What the package's other entries share with `corslab/page`, so that there is one of each. No part of the contract. */
export { TransportError } from '../transport/failure.js';
export { targetOf } from '../transport/target.js';
export { extract } from '../web/body.js';
