/** The forms in which one can take the scenario elsewhere. */
import { addressNow } from '../address.js';
import { share } from '../strings.js';
import { asCurl } from './curl.js';
import { asJson } from './json.js';
import { asMarkdown } from './markdown.js';
import { asTest } from './test.js';

/**
 * @typedef {keyof typeof share.forms} Form
 * @typedef {{ text: string } | { problem: string }} Made
 */

export const FORMS = /** @type {Form[]} */ (Object.keys(share.forms));

/**
 * @param {Form} form
 * @param {import('../state.js').Scenario} scenario
 * @param {import('../decide.js').Decision} decision
 * @returns {Made}
 */
export function make(form, scenario, { verdict, engines, error }) {
  if (form === 'json') return { text: asJson(scenario) };
  if (form === 'link') return madeOr(addressNow(), share.tooLong);
  if (verdict === null || error !== null) return { problem: share.noVerdict };
  if (form === 'test') return { text: asTest(scenario, verdict) };
  if (form === 'curl') return { text: asCurl(scenario, verdict) };
  return { text: asMarkdown(scenario, { verdict, engines, error }, addressNow()) };
}

/** @param {string | null} text @param {string} problem @returns {Made} */
function madeOr(text, problem) {
  return text === null ? { problem } : { text };
}
