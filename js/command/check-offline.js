/** `corslab check` without a server: the replies are in files, or in a HAR. */
import { absolute, asPage, hiddenOf, pageOf } from './check-run.js';
import { readText } from './input.js';
import { tellNotes } from './output.js';
import { cookiesFor, fromOf, readQuestion, withOptions } from './question.js';
import { UsageError } from './usage.js';

/**
 * @typedef {import('./arguments.js').Values} Values
 * @typedef {import('./check-run.js').Answer} Answer
 * @typedef {Omit<import('corslab').Scenario, 'engine'>} Scenario
 */

const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit', 'standard']);

/**
 * @param {Values} values
 * @param {string[]} positionals
 * @returns {Promise<Answer[]>}
 */
export async function verdictsIn(values, positionals) {
  const idle = ['unsafe', 'location', 'resolve', 'cacert', 'insecure', 'timeout', 'user-agent'].find((name) => values[name] !== undefined);
  if (idle !== undefined) throw new UsageError(`--${idle} is about a connection, and with ${values.har ? '--har' : '--reply'} there is none`);
  if (values.har !== undefined && values.reply !== undefined) throw new UsageError('either --har or --reply, and not both');
  const scenarios = values.har === undefined ? [await scenarioOfReplies(values, positionals)] : await scenariosOfHar(values, positionals);
  const { simulate } = await import('corslab');
  const engines = values.engine === 'all' ? ENGINES : [values.engine ?? 'chromium'];
  return scenarios.flatMap((scenario) =>
    engines.map((engine) => {
      const verdict = simulate({ ...scenario, engine });
      return { verdict, missing: hiddenOf(verdict, values) };
    }),
  );
}

/** @param {Values} values @param {string[]} positionals @returns {Promise<Scenario>} */
async function scenarioOfReplies(values, positionals) {
  const pasted = await readQuestion(values, positionals);
  if (!pasted) throw new UsageError('a URL is missing: whose reply is it? corslab check https://api.example.com/ --from … --reply FILE');
  tellNotes(pasted.notes.map(({ message }) => message), values);
  const page = pageOf(values, pasted);
  const request = withOptions(pasted, values);
  const url = absolute(request.url, page);
  const [replies, preflights] = [await repliesIn(values, 'reply'), await repliesIn(values, 'preflight-reply')];
  const { answersOf } = await import('corslab/paste');
  const cookies = await cookiesFor(pasted, values, url);
  const server = answersOf(replies, preflights);
  return { page: asPage(page), request: { ...request, url }, server, ...(cookies.length > 0 && { cookies }) };
}

/** @param {Values} values @param {'reply' | 'preflight-reply'} name */
async function repliesIn(values, name) {
  const { readHttpMessage } = await import('corslab/paste');
  return /** @type {string[]} */ (values[name] ?? []).flatMap((file) => {
    const { replies, notes } = named(`--${name} ${file}`, () => readHttpMessage(readText(file, `--${name}`, 'latin1')));
    tellNotes(notes.map(({ message }) => `${file}: ${message}`), values);
    return replies;
  });
}

/** @param {Values} values @param {string[]} positionals @returns {Promise<Scenario[]>} */
async function scenariosOfHar(values, positionals) {
  const from = fromOf(values);
  const { readHar } = await import('corslab/paste');
  const text = readText(values.har, '--har');
  const [url] = positionals;
  const found = named(`--har ${values.har}`, () => readHar(text, { ...(url !== undefined && { url }) }));
  if (found.length === 0) throw new UsageError(`--har ${values.har}: there is no request ${url === undefined ? '' : `with ${JSON.stringify(url)} in its URL`}`.trimEnd());
  tellNotes(found.flatMap(({ notes }) => notes.map(({ message }) => message)), values);
  return found.map(({ scenario }) => ({ ...scenario, ...(from !== undefined && { page: asPage(from) }) }));
}

/**
 * An error about pasted text, with the file's name.
 *
 * @template T
 * @param {string} name
 * @param {() => T} read
 * @returns {T}
 */
export function named(name, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && error.name === 'CorslabError') error.message = `${name}: ${error.message}`;
    throw error;
  }
}
