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
 * The core throws a plain object, for it cannot know this class; anything else that was thrown passes unchanged.
 *
 * @param {unknown} thrown
 * @returns {unknown}
 */
export function asCorslabError(thrown) {
  const isReport = typeof thrown === 'object' && thrown !== null && 'field' in thrown && 'allowed' in thrown;
  if (!isReport || thrown instanceof CorslabError) return thrown;
  return new CorslabError(/** @type {ConstructorParameters<typeof CorslabError>[0]} */ (thrown));
}
