/** `corslab/matrix`: a whole policy in one table, and its weak spots. */
export { corsMatrix } from '../matrix/cors-matrix.js';
export { probeOrigins } from '../matrix/probe-origins.js';
