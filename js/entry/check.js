/** `corslab/check`: one question to a server, as a check, an assertion or a text. */
export { assertAllowsCors, assertAnswersPreflight, assertExposesHeaders, assertRefusesCors } from '../check/assert.js';
export { checkCors, checkPreflight } from '../check/check.js';
export { matchers } from '../check/matchers.js';
export { report } from '../check/report.js';
