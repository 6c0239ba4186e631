/** The verdict's disagreements, down to the single header: what exactly is different, and who does what. */
import { strings } from './strings.js';

const words = strings.disagreements;

/**
 * @typedef {{ what: string, answers: string[], isWords: boolean }} Row `answers`: one for each engine, as the verdict lists them;
 *   `isWords`: they are words of this page, and not what stands on the wire
 * @typedef {import('corslab').Disagreement} Disagreement
 * @typedef {import('corslab').ExchangeRequest} Request
 */

/** @param {Disagreement[]} disagreements @returns {Row[]} */
export function differences(disagreements) {
  return disagreements.flatMap(({ about, engines }) => {
    const answers = engines.map(({ answer }) => answer);
    return ROWS[about](answers).filter(({ answers: all }) => new Set(all).size > 1);
  });
}

/** @type {Record<Disagreement['about'], (answers: any[]) => Row[]>} */
const ROWS = {
  outcome: (answers) => [inWords(words.outcome, answers.map((answer) => (typeof answer === 'string' ? strings.verdict.outcomes[/** @type {'readable'} */ (answer)] : unanswered(answer))))],
  preflight: (answers) => [inWords(words.preflight, answers.map((answer) => words.preflights[/** @type {'sent'} */ (answer)]))],
  response: responseRows,
  exchanges: requestRows,
};

/** @param {any[]} answers responses; null where there is none */
function responseRows(answers) {
  const responses = answers.filter((answer) => answer?.type !== undefined);
  const names = [...new Set(responses.flatMap((response) => Object.keys(response)))];
  // Whether there is one at all is said by the outcome.
  const rows = names.map((name) => {
    const shown = answers.map((answer) => (answer?.type === undefined ? words.nothing : asText(answer[name])));
    const isSame = new Set(responses.map((response) => asText(response[name]))).size < 2;
    return { what: `response.${name}`, answers: isSame ? [] : shown, isWords: false };
  });
  return rows;
}

/** @param {Request[][]} answers what each sends */
function requestRows(answers) {
  const lists = answers.map((requests) => requests.map(({ method, url }) => `${method} ${url}`).join('\n'));
  if (new Set(lists).size > 1) return [{ what: words.requests, answers: lists.map((list) => list || words.nothing), isWords: false }];
  return answers[0].flatMap((_, index) => headerRows(answers.map((requests) => requests[index]), words.request(answers[0].length, index)));
}

/** @param {Request[]} requests the same request, as each sends it @param {string} where */
function headerRows(requests, where) {
  const names = [...new Set(requests.flatMap(({ headers }) => headers.map(([name]) => name)))];
  return [
    inWords(words.header(where, words.credentials), requests.map(({ credentials }) => (credentials ? words.yes : words.no))),
    ...names.map((wanted) => ({
      what: words.header(where, wanted),
      answers: requests.map(({ headers }) => headers.filter(([name]) => name === wanted).map(([, value]) => value).join('\n') || words.absent),
      isWords: false,
    })),
  ];
}

/** @param {string} what @param {string[]} answers @returns {Row} */
function inWords(what, answers) {
  return { what, answers, isWords: true };
}

/** @param {{ url?: string } | null} answer */
function unanswered(answer) {
  return answer?.url === undefined ? words.nothing : words.elsewhere(answer.url);
}

/** @param {unknown} value */
function asText(value) {
  if (Array.isArray(value)) return value.map(([name, text]) => `${name}: ${text}`).join('\n');
  return String(value);
}
