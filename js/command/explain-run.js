/** How `corslab explain` runs. */
import { named } from './check-offline.js';
import { readText } from './input.js';
import { json, verdictJson } from './json.js';
import { columns, hasColours, paint, print, shown, tell } from './output.js';
import { EXIT, UsageError } from './usage.js';
import { wrap } from './wrap.js';

// In the program's one file a static import would be loaded with every command.
const { explainConsoleMessage, simulate } = await import('corslab');
const { readHar } = await import('corslab/paste');

/** @typedef {import('corslab').ConsoleExplanation} Explanation */

/** @param {{ values: import('./arguments.js').Values, positionals: string[] }} given */
export async function runExplain({ values, positionals }) {
  const text = lineOf(positionals);
  const explanation = explainConsoleMessage(text);
  if (!explanation) {
    tell("corslab explain: there is no line of a browser's console about CORS in this text; paste the line as the browser prints it");
    return EXIT.found;
  }
  if (values.har !== undefined) return explainByHar(explanation, values);
  print(values.json ? json(explanation) : explained(explanation));
  return EXIT.ok;
}

/** @param {string[]} positionals */
function lineOf(positionals) {
  if (positionals.length === 0 && process.stdin.isTTY) throw new UsageError('a console line is missing: corslab explain "Access to fetch at …"');
  // Without quotes around it, a shell made words of it.
  const text = positionals.join(' ');
  return positionals.length === 0 || text === '-' ? readText('-', '-') : text;
}

/** @type {Record<string, string>} */
const ENGINES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'Safari (WebKit)', standard: 'The standard' };

/** @param {Explanation} explanation */
function explained({ engine, code, phase, message, url, origin, redirectedFrom, header, value, method, status, fixes, standard }) {
  const where = [
    ['URL', url], ['page', origin], ['redirected from', redirectedFrom], ['header', header], ['received', value], ['method', method], ['status', status],
  ].filter(([, found]) => found !== undefined).map(([name, found]) => `  ${`${name}:`.padEnd(17)}${shown(String(found))}`);
  const parts = [
    [paint('bold', `${code ?? 'The line does not tell the cause'}`) + paint('dim', `  (printed by ${ENGINES[engine]}${phase ? `, about the ${phase}` : ''})`), ...wrap(shown(message), columns(), '')],
    where,
    ...fixes.map((fix, index) => fixLines(fix, index)),
    standard ? [paint('dim', `${standard.algorithm}: ${standard.step}\n${standard.url}`)] : [],
  ];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}

/** @param {import('corslab').Fix} fix @param {number} index */
function fixLines({ title, who, headers, status, why, risk }, index) {
  return [
    `${paint('bold', `Fix ${index + 1}: ${shown(title)}`)} (${who})`,
    ...(status === undefined ? [] : [paint('green', `  + status ${status}`)]),
    ...headers.flatMap(({ name, before, after }) => [
      ...before.map((line) => paint('red', `  - ${name}: ${shown(line)}`)),
      ...(after === null ? [] : [paint('green', `  + ${name}: ${shown(after)}`)]),
    ]),
    ...wrap(`Why: ${shown(why)}`, columns()),
    ...wrap(`Risk: ${shown(risk)}`, columns()),
  ];
}

/**
 * The request that the line is about, judged as the browser that printed it does.
 *
 * @param {Explanation} explanation
 * @param {import('./arguments.js').Values} values
 */
async function explainByHar(explanation, values) {
  const { engine, url, redirectedFrom, origin, code } = explanation;
  const asked = redirectedFrom ?? url;
  const text = readText(values.har, '--har');
  const found = named(`--har ${values.har}`, () => readHar(text, { ...(asked !== undefined && { url: asked }) }));
  const ofPage = found.filter(({ scenario: { page } }) => origin === undefined || originOf(page) === origin);
  const judged = (ofPage.length > 0 ? ofPage : found).map(({ scenario, notes }) => ({ verdict: simulate({ ...scenario, engine }), notes }));
  // A page may ask for a URL often: what fits the line best is what it is about.
  const best = judged.find(({ verdict }) => verdict.cause?.code === code) ?? judged.find(({ verdict }) => verdict.cause !== null) ?? judged[0];
  if (!best) {
    tell(`corslab explain: --har ${values.har}: there is no request of ${asked ?? 'any URL'} in it`);
    return EXIT.found;
  }
  for (const { message } of best.notes) tell(`note: ${message}`);
  if (values.json) {
    print(verdictJson(best.verdict, values));
    return EXIT.ok;
  }
  const { report } = await import('corslab/check');
  print(`${paint('dim', shown(explanation.message))}\n\n${report(best.verdict, { colours: hasColours(), width: columns(), secrets: values['show-secrets'] === true })}`);
  return EXIT.ok;
}

/** @param {import('corslab').Scenario['page']} page */
function originOf(page) {
  const { url, sandboxed = false } = typeof page === 'string' ? { url: page } : page;
  return sandboxed || !URL.canParse(url) ? 'null' : new URL(url).origin;
}
