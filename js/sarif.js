/** The Static Analysis Results Interchange Format, version 2.1.0: what code scanning reads. */

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * @typedef {object} Result
 * @property {string} rule
 * @property {'error' | 'warning' | 'note'} level
 * @property {string} message
 * @property {string} uri what it is about: a file's path, or a URL
 * @property {number} [line] default: the first, for GitHub wants one
 * @property {string} [key] with the rule what makes it the same result in the next run; default: its place
 * @property {string} [title] of the rule
 * @property {string} [help] about the rule
 * @property {string} [helpUri] where to read more about it
 */

/**
 * @param {Result[]} results
 * @param {string} version of this package
 */
export function sarifLog(results, version) {
  const rules = [...new Map(results.map((result) => [result.rule, result])).values()];
  const driver = {
    name: 'corslab',
    semanticVersion: version,
    informationUri: 'https://github.com/corslab/corslab',
    rules: rules.map(ruleOf),
  };
  const ids = rules.map(({ rule }) => rule);
  return { $schema: SCHEMA, version: '2.1.0', runs: [{ tool: { driver }, results: results.map((result) => resultOf(result, ids)) }] };
}

/** @param {Result} result the last one of its rule */
function ruleOf({ rule, level, title, help, helpUri }) {
  return {
    id: rule,
    ...(title !== undefined && { shortDescription: { text: title } }),
    ...(help !== undefined && { help: { text: help } }),
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level },
  };
}

/**
 * @param {Result} result
 * @param {string[]} rules
 */
function resultOf({ rule, level, message, uri, line = 1, key = `${uri}:${line}` }, rules) {
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level,
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
    // The same finding keeps its identity from run to run.
    partialFingerprints: { 'corslab/v1': `${rule}:${key}` },
  };
}
