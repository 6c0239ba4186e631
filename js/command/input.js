/** What is read from files and the standard input. */
import { readFileSync } from 'node:fs';
import { InputError } from './usage.js';

/** Text is UTF-8. The heads of messages are bytes: `latin1` keeps each of them. @typedef {'utf8' | 'latin1'} Encoding */

let isStdinRead = false;

/**
 * @param {string} name of a file; `-` is the standard input
 * @param {string} option the option that named it, for an error
 * @param {Encoding} [encoding]
 */
export function readText(name, option, encoding = 'utf8') {
  if (name === '-') return readStdin(option, encoding);
  try {
    return readFileSync(name, encoding);
  } catch (error) {
    throw new InputError(`${option && `${option}: `}cannot read ${JSON.stringify(name)}: ${reason(error)}`);
  }
}

/** @param {string} option @param {Encoding} encoding */
function readStdin(option, encoding) {
  if (isStdinRead) throw new InputError(`${option && `${option}: `}the standard input was read already`);
  if (process.stdin.isTTY) process.stderr.write('Reading the standard input; end it with Ctrl-D.\n');
  isStdinRead = true;
  try {
    return readFileSync(0, encoding);
  } catch (error) {
    // There is none at all: `<&-`.
    throw new InputError(`${option && `${option}: `}cannot read the standard input: ${reason(error)}`);
  }
}

/** @param {unknown} error */
function reason(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const words = /** @type {Record<string, string>} */ ({ ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' });
  return words[code ?? ''] ?? message;
}
