/**
 * What a malformed scenario throws: it names the field, the value found there and what is allowed.
 * Odd *data* (header bytes, unusual URLs, strange status codes) never throws; it is judged.
 */
export class CorslabError extends Error {
  /** @param {{ message: string, field: string, value: string, allowed: string }} details */
  constructor({ message, field, value, allowed }) {
    super(message);
    this.name = 'CorslabError';
    this.field = field;
    this.value = value;
    this.allowed = allowed;
  }
}

/**
 * @param {string} field
 * @param {string} value
 * @param {string} allowed
 */
export function refused(field, value, allowed) {
  const found = value === 'nothing' ? `${field} is missing` : `${field}: ${value} is not allowed here`;
  return new CorslabError({ message: `${found}; expected ${allowed}`, field, value, allowed });
}
