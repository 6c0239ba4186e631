/** Verdicts in each format. */
import { NOT_FOLLOWED } from './connection.js';
import { json, verdictJson, withoutSecrets } from './json.js';
import { columns, hasColours, paint, print, shown } from './output.js';

/**
 * @typedef {import('./arguments.js').Values} Values
 * @typedef {import('./check-run.js').Answer} Answer
 */

/** @param {Values} values */
export function formatOf(values) {
  return values.json ? 'json' : (values.format ?? 'text');
}

/**
 * @param {Answer[]} answers
 * @param {string} format
 * @param {Values} values
 */
export async function printVerdicts(answers, format, values) {
  const secrets = values['show-secrets'] === true;
  if (format === 'json') return print(verdictJson(answers.length === 1 ? answers[0].verdict : answers.map(({ verdict }) => verdict), values));
  const check = await import('corslab/check');
  /** @type {typeof check.report} */
  const report = (verdict, options) => check.report(presented(verdict), options);
  if (format === 'junit') return print(await asJUnit(answers, report));
  if (format === 'sarif') return print(await asSarif(answers));
  if (format === 'markdown') return print(answers.map((answer) => asMarkdown(answer, report(answer.verdict, { secrets }))).join('\n'));
  const texts = answers.map((answer) => {
    const text = report(answer.verdict, { colours: hasColours(), width: columns(), secrets }) + (values.verbose ? decisions(secrets ? answer.verdict : withoutSecrets(answer.verdict)) : '');
    const title = answers.length > 1 ? `${paint('bold', `── ${titleOf(answer)}`)}\n\n` : '';
    return `${title}${text}${hidden(answer)}\n`;
  });
  return print(texts.join('\n'));
}

/**
 * A redirect that was not followed is no failure of the server's; and what is to be set is set by options here.
 *
 * @param {import('corslab/check').AnyVerdict} verdict
 */
function presented(verdict) {
  const error = 'transportError' in verdict ? verdict.transportError : undefined;
  if (!error) return verdict;
  const message = error.message.replace('`network: { ca }`', '--cacert').replace('set `rejectUnauthorized: false`', 'accept any by --insecure');
  const told = { ...verdict, transportError: { ...error, message } };
  return error.code === NOT_FOLLOWED ? { ...told, summary: message, console: [], fixes: [], javascript: 'not known' } : told;
}

/** @param {Answer} answer */
function hidden({ missing }) {
  return missing.length === 0 ? '' : `\n\n${paint('red', `Hidden from the script: ${missing.join(', ')}`)} (--expose); the server must list them in Access-Control-Expose-Headers`;
}

/** @param {Pick<Answer['verdict'], 'trace'>} verdict */
function decisions({ trace }) {
  const lines = trace.map(({ algorithm, step, hop, result, value, expected }) => {
    const quoted = [value, expected].map((text) => (text === undefined ? '(none)' : JSON.stringify(shown(text.slice(0, 200)))));
    const compared = expected !== undefined ? quoted.join(' / ') : value !== undefined ? quoted[0] : '';
    return `  ${result.padEnd(4)} ${hop} ${algorithm}: ${step}${compared && paint('dim', ` ${compared}`)}`;
  });
  return `\n\n${[paint('bold', 'Every decision: result, hop, what was decided, value / expected'), ...lines].join('\n')}`;
}

/** @param {Answer} answer */
function titleOf({ verdict }) {
  const request = requestOf(verdict);
  return `${verdict.engine} ${verdict.engineVersion}${request ? `: ${request}` : ''}`;
}

/** @param {Answer['verdict']} verdict */
function requestOf({ exchanges }) {
  const first = exchanges.find(({ kind }) => kind === 'actual') ?? exchanges[0];
  return first ? `${first.request.method} ${first.request.url}` : '';
}

/** @param {Answer} answer @param {string} text */
function asMarkdown(answer, text) {
  // A fence longer than any in the text.
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)));
  return `### ${titleOf(answer).replace(/([\\`*_[\]<>#])/g, '\\$1')}\n\n${fence}text\n${text}${hidden(answer)}\n${fence}\n`;
}

/** @param {Answer} answer */
const isRefused = ({ verdict, missing }) => (verdict.outcome === 'network-error' && verdict.performed !== 'preflight') || missing.length > 0;

/** @param {Answer[]} answers @param {typeof import('corslab/check').report} report */
async function asJUnit(answers, report) {
  const { junit } = await import('../matrix/junit.js');
  return junit(
    'corslab check',
    answers.map((answer) => ({
      className: answer.verdict.engine,
      name: requestOf(answer.verdict),
      ...(isRefused(answer) && { failure: { message: answer.verdict.summary, text: `${report(answer.verdict)}${hidden(answer)}` } }),
    })),
  );
}

/** @param {Answer[]} answers */
async function asSarif(answers) {
  const [{ sarifLog }, { version }] = await Promise.all([import('../sarif.js'), import('corslab')]);
  const log = sarifLog(
    answers.flatMap(({ verdict, missing }) => {
      const request = requestOf(verdict);
      const uri = verdict.exchanges.at(-1)?.request.url ?? '';
      const problems = verdict.performed === 'preflight' ? [] : verdict.problems;
      return [
        ...problems.map(({ code, message, standard }) => ({ rule: code, level: /** @type {const} */ ('error'), message: `${request}: ${message}`, uri, helpUri: standard.url })),
        ...verdict.warnings.map(({ code, severity, message, url }) => ({ rule: code, level: LEVELS[severity], message: `${request}: ${message}`, uri, helpUri: url })),
        ...missing.map((name) => ({ rule: 'header-not-exposed', level: /** @type {const} */ ('error'), message: `${request}: ${name} is hidden from the script`, uri })),
      ];
    }),
    version(),
  );
  return json(log);
}

export const LEVELS = /** @type {const} */ ({ danger: 'error', fragile: 'warning', useless: 'note' });
