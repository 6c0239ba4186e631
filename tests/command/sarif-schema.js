/** SARIF's own schema. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const schema = JSON.parse(readFileSync(new URL('../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'));
const ajv = new /** @type {any} */ (Ajv).default({ strict: false, allErrors: true, unicodeRegExp: false });
/** @type {any} */ (addFormats).default(ajv);
const validate = ajv.compile(schema);

/** @param {string} text */
export function validSarif(text) {
  const log = JSON.parse(text);
  assert.ok(validate(log), JSON.stringify(validate.errors));
  return log;
}
