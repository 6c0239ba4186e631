/** A snippet that says more, or less, than one request made of literal values. */
export class SnippetError extends Error {
  /**
   * @param {string} code a key of the catalogue's `snippetErrors`
   * @param {string | number} [detail] what it is about
   * @param {{ line: number, column: number }} [at] where
   */
  constructor(code, detail, at) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.at = at;
  }
}
