import { fileURLToPath } from 'node:url';

/** The top of the checkout, with a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} path relative to the top of the checkout */
export const inRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
