/** The reader of snippets, with its JavaScript parser, comes when the first one is to be read. */
import { late } from '../view/notice.js';

/** @type {typeof import('./read.js').readSnippet | undefined} */
let readSnippet;

/** @returns {Promise<void>} */
export async function loadReader() {
  readSnippet ??= (await late(() => import('./read.js')))?.readSnippet;
}

/** What a snippet says; undefined: there is none, or its reader is still under way. @param {string | null} text */
export function whatSnippetSays(text) {
  return text === null ? undefined : readSnippet?.(text);
}
