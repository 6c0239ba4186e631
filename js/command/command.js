/** `corslab …`: finds the command, runs it, and ends with its exit code. Each command is loaded when it is called. */
import { nearest, parse } from './arguments.js';
import { COMMON, commandHelp, mainHelp } from './help.js';
import { print, tell, withoutColours } from './output.js';
import { EXIT, InputError, UsageError } from './usage.js';

/** @typedef {import('./help.js').Command} Command */

/** @type {Record<string, { summary: string, load: () => Promise<{ command: Command }> }>} */
const COMMANDS = {
  check: { summary: 'Ask a server as a page would, and say what the browser makes of the answers', load: () => import('./check.js') },
  explain: { summary: "From a line of the browser's console to its cause and fix", load: () => import('./explain.js') },
  lint: { summary: 'Look for mistakes in the headers of a reply, without a request', load: () => import('./lint.js') },
  matrix: { summary: 'Try origins × methods × headers × credentials, and print the table', load: () => import('./matrix.js') },
  probe: { summary: 'Try origins that attackers would use, made from those that you allow', load: () => import('./probe.js') },
};

/** @param {string[]} args without node and the script */
export async function main(args) {
  // Whoever reads has seen enough: `corslab … | head`.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? process.exitCode : EXIT.usage));
  }
  try {
    process.exitCode = await dispatch(args);
  } catch (error) {
    process.exitCode = fail(args[0] ?? '', error);
  }
}

/** @param {string[]} args */
async function dispatch([name = '', ...rest]) {
  if (name === '--version' || name === '-V') {
    print(await version());
    return EXIT.ok;
  }
  const wanted = name === 'help' ? (rest[0] ?? '') : name;
  if (wanted === '' || wanted === '--help' || wanted === '-h') {
    print(mainHelp(COMMANDS));
    return name === '' ? EXIT.usage : EXIT.ok;
  }
  if (!Object.hasOwn(COMMANDS, wanted)) throw new UsageError(unknown(wanted));
  const { command } = await COMMANDS[wanted].load();
  if (name === 'help' || asksForHelp(rest)) {
    print(commandHelp(wanted, command));
    return EXIT.ok;
  }
  const given = parse(rest, { ...command.options, ...COMMON });
  if (given.values.json && (given.values.format ?? 'json') !== 'json') throw new UsageError(`either --json or --format ${given.values.format}, and not both`);
  if (given.values['no-color']) withoutColours();
  return command.run(given);
}

/** Whatever else stands there. @param {string[]} args */
function asksForHelp(args) {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
}

/** @param {string} name */
function unknown(name) {
  if (name.startsWith('-')) return `${name} is no option here; the command comes first: corslab check …`;
  if (/^[a-z]+:\/\//i.test(name)) return `there is no command ${JSON.stringify(name)}: did you mean corslab check ${name}?`;
  return `there is no command ${JSON.stringify(name)}${nearest(name, Object.keys(COMMANDS), '') || `; there are ${Object.keys(COMMANDS).join(', ')}`}`;
}

/** @param {string} name of the command @param {unknown} error */
function fail(name, error) {
  const command = Object.hasOwn(COMMANDS, name) ? `corslab ${name}` : 'corslab';
  const isExpected = error instanceof UsageError || error instanceof InputError;
  const { name: kind, message, stack } = /** @type {Error} */ (error);
  if (isExpected || kind === 'CorslabError') {
    tell(`${command}: ${inOptions(message, error)}`);
    if (error instanceof UsageError) tell(`Try: ${command} --help`);
  } else {
    tell(`${command}: this should not happen; please report it\n${stack ?? String(error)}`);
  }
  return EXIT.usage;
}

/** The fields that the package's functions name, as they are typed here. @type {[RegExp, string][]} */
const OPTIONS = [
  [/^(?:from|page)\b/, '--from'],
  [/^network\.ca\b/, '--cacert'],
  [/^network\.userAgent\b/, '--user-agent'],
  [/^method\b|^request\.method\b/, '--request'],
  [/^headers\b|^request\.headers\b/, '--header'],
  [/^cookies\b/, '--cookie'],
  [/^(?:request\.)?(initiator|credentials|mode|redirect|engine)\b/, '--$1'],
  [/^(origins|allowed|methods|paths)(?=\[)/, '--$1'],
];

/**
 * @param {string} message
 * @param {unknown} error
 */
function inOptions(message, error) {
  const field = /** @type {{ field?: unknown }} */ (error).field;
  if (typeof field !== 'string' || !message.startsWith(field)) return message;
  const found = OPTIONS.find(([pattern]) => pattern.test(field));
  return found ? message.replace(...found) : message;
}

async function version() {
  const { version } = await import('corslab');
  return version();
}
