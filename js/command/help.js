/** What `--help` prints. */
import { wrap } from './wrap.js';

/**
 * @typedef {object} Command
 * @property {string} summary one line
 * @property {string} usage its arguments
 * @property {string} about some sentences
 * @property {import('./arguments.js').Options} options
 * @property {readonly [command: string, what: string][]} examples
 * @property {readonly [code: number, meaning: string][]} exits
 * @property {(given: { values: import('./arguments.js').Values, positionals: string[] }) => Promise<number>} run gives the exit code
 */

const WIDTH = 100;

/** In every command. */
export const COMMON = /** @satisfies {import('./arguments.js').Options} */ ({
  'no-color': { about: 'No colours. NO_COLOR and FORCE_COLOR are respected, too' },
  help: { short: 'h', about: 'This text' },
});

/** @param {string} name @param {Command} command */
export function commandHelp(name, { usage, about, options, examples, exits }) {
  return [
    `Usage: corslab ${name} ${usage}`,
    wrap(about, WIDTH, '').join('\n'),
    titled('Options', table(Object.entries({ ...options, ...COMMON }).map(([long, option]) => [written(long, option), option.about]))),
    titled('Examples', examples.flatMap(([command, what]) => [`  ${command}`, `      ${what}`])),
    titled('Exit codes', table(exits.map(([code, meaning]) => [String(code), meaning]))),
  ].join('\n\n');
}

/** @param {Record<string, { summary: string }>} commands */
export function mainHelp(commands) {
  return [
    'Usage: corslab <command> [options]',
    'What would a browser decide? CORS and the Same-Origin Policy, checked against a real server.',
    titled('Commands', table(Object.entries(commands).map(([name, { summary }]) => [name, summary]))),
    titled('Options', table([['-h, --help', "This text; after a command, that command's"], ['--version', 'The version']])),
    titled('Examples', ['  corslab check https://api.example.com/items --from https://app.example.com', '  corslab explain "Access to fetch at …"', '  corslab help check']),
  ].join('\n\n');
}

/** @param {string} long @param {import('./arguments.js').Option} option */
function written(long, { short, value, bare, aliases = [] }) {
  const suffix = value === undefined ? '' : bare === undefined ? ` ${value}` : `[=${value}]`;
  const names = [short && `-${short}`, ...[long, ...aliases].map((each) => `--${each}`)].filter(Boolean);
  return `${names.join(', ')}${suffix}`;
}

/** @param {string} title @param {string[]} lines */
function titled(title, lines) {
  return [`${title}:`, ...lines].join('\n');
}

/** @param {string[][]} rows */
function table(rows) {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) => {
    const [first, ...rest] = wrap(right, WIDTH, ' '.repeat(width + 4));
    const lines = left.length > width ? [`  ${left}`, first] : [`  ${left.padEnd(width)}  ${first.trimStart()}`];
    return [...lines, ...rest];
  });
}
