/** What the reader's own browser says of a URL: a second opinion, never the answer. */

/** @param {string} url @returns {{ origin: string } | null} null: it is none */
export function readUrl(url) {
  try {
    return { origin: new URL(url).origin };
  } catch {
    return null;
  }
}
