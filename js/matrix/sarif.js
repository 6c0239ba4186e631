/** A probe's findings as SARIF. */
import { version } from 'corslab';
import { shown } from '../check/text.js';
import { sarifLog } from '../sarif.js';

/** @type {Record<string, 'error' | 'warning' | 'note'>} */
const LEVELS = { danger: 'error', warning: 'warning', note: 'note' };

/**
 * @param {import('./findings.js').Finding[]} findings
 * @param {string} artifact
 */
export function sarif(findings, artifact) {
  return sarifLog(
    findings.map(({ code, severity, origin, title, message, fix }) => ({
      rule: code,
      level: LEVELS[severity],
      message: `${shown(message)} ${shown(fix)}`,
      uri: artifact,
      key: shown(origin ?? ''),
      title: shown(title),
      help: shown(fix),
    })),
    version(),
  );
}
