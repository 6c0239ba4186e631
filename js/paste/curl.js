/** A pasted `curl …` command → the request that a page would have to make. */
import { splitBash } from './bash.js';
import { splitCmd } from './cmd.js';
import { parseOptions } from './curl-arguments.js';
import { CurlRequest } from './curl-request.js';
import { pasted, PasteError, placeOf } from './error.js';

/** Longer ones carry a file. */
const LONGEST = 4 * 2 ** 20;

/** What may stand before the command: a prompt, variables, `sudo`. */
const BEFORE = /^(?:[$%#>❯»]+|\w+=.*|sudo|time|exec|command|env)$/s;
const IS_CURL = /(?:^|[\\/])curl(?:\.exe)?$/i;

/**
 * @param {unknown} text as copied from a terminal, a manual or DevTools ("Copy as cURL")
 * @param {import('corslab/paste').CurlOptions} [options]
 * @returns {import('corslab/paste').PastedRequest}
 */
export function readCurl(text, { shell, readFile } = {}) {
  const command = pasted(text, LONGEST);
  if (shell !== undefined && shell !== 'bash' && shell !== 'cmd') {
    throw new PasteError({ code: 'shell', value: `the shell ${String(shell)}`, allowed: '"bash" or "cmd"' });
  }
  const split = (shell ?? shellOf(command)) === 'cmd' ? splitCmd(command) : splitBash(command);
  const { words, stdin, expansions, rest } = split;
  const request = new CurlRequest({ stdin, readFile });
  for (const name of expansions) {
    request.note('expansion', name, `Only a shell knows what ${name} stands for: it was left as it is.`);
  }
  if (rest !== '') request.note('rest', rest.slice(0, 60), 'What follows the first command was left out.');
  parseOptions(afterCurl(words, command), request, command);
  return request.read(command);
}

/** Windows' quoting is told by its carets: `curl ^"https://…^"`, or a caret at the line's end. @param {string} text */
export function shellOf(text) {
  return /^\s*\S*curl(?:\.exe)?\s[^'\n]*\^(?:"|[ \t]*\r?\n)/i.test(text) ? 'cmd' : 'bash';
}

/** @param {import('./bash.js').Word[]} words @param {string} text */
function afterCurl(words, text) {
  const first = words.findIndex((word) => !BEFORE.test(word.text));
  if (first !== -1 && IS_CURL.test(words[first].text)) return words.slice(first + 1);
  const found = first === -1 ? 'nothing' : JSON.stringify(words[first].text.slice(0, 40));
  throw new PasteError({ code: 'no-curl', value: found, allowed: 'a curl command', at: placeOf(text, words[first]?.offset ?? 0) });
}
