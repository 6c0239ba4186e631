/** What a pasted text is. */
import { explainConsoleMessage } from 'corslab';
import { pasted } from './error.js';
import { isVerbose } from './http-message.js';

/** As much of it as tells. */
const LOOKED_AT = 2 ** 16;

const CURL = /^(?:[$%#>❯»]+\s+)?(?:(?:sudo|time)\s+|\w+=\S*\s+)*(?:\S*[\\/])?curl(?:\.exe)?[\s^]/i;
const STARTS_WITH_CALL = /^(?:\/\/[^\n]*\s+|(?:const|let|var)\s+\w+\s*=\s*)?(?:await\s+)?(?:(?:window|globalThis|self)\.)?fetch\s*\(/;
const CALL = /\b(?:fetch|sendBeacon)\s*\(|\bnew\s+(?:XMLHttpRequest|EventSource|Request)\b|\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\s*\(/;
const STATUS_LINE = /^HTTP\/\d+(?:\.\d+)?\s+\d{3}/i;
const HEADERS = /^(?:[!#$%&'*+.^_`|~\w-]+[ \t]*:(?!\/\/)[^\n]*(?:\n|$))+\s*$/;
/** Fields that every entry of a HAR has, and no scenario. Within a text their quotes would be escaped. */
const HAR_ENTRY = /"(?:startedDateTime|httpVersion)"\s*:/;

/**
 * @param {unknown} text
 * @returns {ReturnType<typeof import('corslab/paste').detect>}
 */
export function detect(text) {
  const whole = pasted(text, Infinity);
  const head = whole.trimStart().slice(0, LOOKED_AT);
  if (CURL.test(head)) return 'curl';
  if (head.startsWith('{')) return kindOfJson(head);
  if (/^\[\s*\{/.test(head) && HAR_ENTRY.test(head)) return 'har';
  if (STATUS_LINE.test(head) || isVerbose(head)) return 'http-message';
  if (STARTS_WITH_CALL.test(head)) return 'fetch';
  if (explainConsoleMessage(head)) return 'console';
  if (CALL.test(head)) return 'fetch';
  return HEADERS.test(head.split(/\r?\n\r?\n/, 1)[0].replaceAll('\r', '')) ? 'http-message' : null;
}

/** @param {string} head */
function kindOfJson(head) {
  if (/^\{\s*"log"\s*:/.test(head) || HAR_ENTRY.test(head)) return 'har';
  return /"(?:request|page|server)"\s*:/.test(head) ? 'scenario' : null;
}
