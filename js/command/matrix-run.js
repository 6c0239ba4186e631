/** How `corslab matrix` runs. */
import { absolute } from './check-run.js';
import { readConnection, serversFor } from './connection.js';
import { json } from './json.js';
import { listOf, wholeNumber } from './lists.js';
import { print, progress } from './output.js';
import { readHeader } from './question.js';
import { EXIT, UsageError } from './usage.js';

// In the program's one file a static import would be loaded with every command.
const { corsMatrix } = await import('corslab/matrix');

/** @typedef {import('./arguments.js').Values} Values */

/** @param {{ values: Values, positionals: string[] }} given */
export async function runMatrix({ values, positionals }) {
  const { url, target, options } = ask(values, positionals, 'matrix https://api.example.com/ --origins https://app.example.com,https://evil.example');
  const line = progress();
  const origins = originsOf(values);
  try {
    const matrix = await corsMatrix(target, {
      url,
      ...options,
      origins,
      methods: listOf(values.methods, ['GET']),
      headers: [undefined, .../** @type {string[]} */ (values.headers ?? []).map(headersOf)],
      ...(values.credentials && { credentials: /** @type {any} */ (listOf(values.credentials)) }),
      ...(values.paths && { paths: listOf(values.paths) }),
      unsafe: values.unsafe === true,
      onProgress: line.step,
    });
    line.end();
    print(written(matrix, values));
    if (matrix.cells.some(({ state }) => state === 'failed')) return EXIT.unknown;
    return matrix.ok ? EXIT.ok : EXIT.found;
  } finally {
    line.end();
  }
}

/**
 * What the matrix and the probe have in common.
 *
 * @param {Values} values
 * @param {string[]} positionals
 * @param {string} example
 */
export function ask(values, positionals, example) {
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new UsageError(`${given === undefined ? 'a URL is missing' : `one URL at a time: what is ${JSON.stringify(more[0])}?`} Write: corslab ${example}`);
  const url = absolute(/^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`, 'null');
  const { places, network, limits } = readConnection(values, url);
  const { target, servers } = serversFor(url, places, values.location === true);
  const options = {
    servers,
    network,
    ...(limits && { limits }),
    ...(values.engine !== undefined && { engine: values.engine }),
    ...(values.concurrency !== undefined && { concurrency: wholeNumber(values.concurrency, '--concurrency') }),
  };
  return { url, target, options };
}

/** @param {Values} values */
function originsOf(values) {
  const [allowed, others] = [listOf(values.allowed), listOf(values.origins)];
  if (allowed.length + others.length === 0) throw new UsageError('--origins is missing: name the pages that ask, as in --origins https://app.example.com,https://evil.example');
  if (allowed.length === 0) return others;
  const expecting = (/** @type {string} */ origin, /** @type {'allowed' | 'refused'} */ expect) =>
    origin === 'null' ? { url: 'https://sandboxed.example/', sandboxed: true, name: 'null', expect } : { url: origin, expect };
  return [...allowed.map((origin) => expecting(origin, 'allowed')), ...others.map((origin) => expecting(origin, 'refused'))];
}

/** `Authorization,X-Trace` or `Name: value` @param {string} text @returns {[string, string][]} */
function headersOf(text) {
  if (text.includes(':')) return readHeader(text);
  return listOf([text]).map((name) => [name, /^content-type$/i.test(name) ? 'application/json' : 'x']);
}

/** @param {import('corslab/matrix').CorsMatrix} matrix @param {Values} values */
function written(matrix, values) {
  switch (values.json ? 'json' : values.format) {
    case 'json':
      return json(matrix);
    case 'markdown':
      return matrix.toMarkdown();
    case 'html':
      return matrix.toHTML();
    case 'junit':
      return matrix.toJUnit();
    default:
      return matrix.toText();
  }
}
