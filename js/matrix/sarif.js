/** The Static Analysis Results Interchange Format, version 2.1.0. */
import { version } from 'corslab';
import { shown } from '../check/text.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** @type {Record<string, 'error' | 'warning' | 'note'>} */
const LEVELS = { danger: 'error', warning: 'warning', note: 'note' };

/**
 * @param {import('./findings.js').Finding[]} findings
 * @param {string} artifact
 */
export function sarif(findings, artifact) {
  const rules = [...new Map(findings.map((finding) => [finding.code, finding])).values()];
  const results = findings.map(({ code, severity, origin, message, fix }) => ({
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: LEVELS[severity],
    message: { text: `${shown(message)} ${shown(fix)}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } } }],
    // The same finding keeps its identity from run to run.
    partialFingerprints: { 'corslab/v1': `${code}:${shown(origin ?? '')}` },
  }));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'corslab',
            semanticVersion: version(),
            informationUri: 'https://github.com/corslab/corslab',
            rules: rules.map(({ code, severity, title, fix }) => ({
              id: code,
              shortDescription: { text: shown(title) },
              help: { text: shown(fix) },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        results,
      },
    ],
  };
}
