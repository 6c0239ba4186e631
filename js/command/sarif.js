/** SARIF 2.1.0, as code scanning reads it. */
import { version } from 'corslab';
import { json } from './json.js';

/**
 * @typedef {object} Result
 * @property {string} rule
 * @property {'error' | 'warning' | 'note'} level
 * @property {string} message
 * @property {string} uri what it is about: a file's path, or a URL
 * @property {number} [line]
 * @property {string} [help] where to read more
 */

/** @param {Result[]} results */
export function sarif(results) {
  const rules = [...new Map(results.map((result) => [result.rule, result])).values()];
  const driver = {
    name: 'corslab',
    version: version(),
    informationUri: 'https://github.com/corslab/corslab',
    rules: rules.map(({ rule, help }) => ({ id: rule, ...(help !== undefined && { helpUri: help }) })),
  };
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results: results.map((result) => resultOf(result, rules)) }],
  };
  return `${json(log)}\n`;
}

/** @param {Result} result @param {Result[]} rules */
function resultOf({ rule, level, message, uri, line = 1 }, rules) {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((other) => other.rule === rule),
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
  };
}
