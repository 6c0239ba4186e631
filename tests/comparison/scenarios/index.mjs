/** Everyday configurations of a server, right and wrong, each with one question about a page. */
import { answers } from './answers.mjs';
import { cookies, redirects } from './elsewhere.mjs';
import { preflight } from './preflight.mjs';

/** @typedef {import('./parts.mjs').Scenario} Scenario */

export const scenarios = [...answers, ...preflight, ...redirects, ...cookies];
