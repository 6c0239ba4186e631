/** What `open()` and `setRequestHeader()` throw, as the core says. */
import { Fetch } from 'corslab';

/**
 * Throws what a browser throws before anything is sent.
 *
 * @param {{ page: import('corslab').Page, engine: import('corslab').Engine }} network
 * @param {import('corslab').RequestDescription} request
 */
export function checkRequest({ page, engine }, request) {
  const fetch = new Fetch({ page, engine, request: { ...request, initiator: 'xhr' } });
  try {
    if (fetch.exchange) return;
    const { javascript, cause } = fetch.verdict();
    if (/^(Syntax|Security)Error$/.test(javascript)) throw new DOMException(cause?.message, javascript);
  } finally {
    fetch.free();
  }
}
