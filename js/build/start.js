/** `npm start`: brings in what is missing, builds, serves the page and builds again on every change. */
import { parseArgs } from 'node:util';
import { Refused, main } from './main.js';
import { prepare } from './prerequisites.js';
import { endRunning } from './run.js';

const USAGE = `npm start [-- options]

Builds the teaching page, serves it on 127.0.0.1 and builds it again when a file in crate/, js/ or www/ changes.

  --port <n>   the first port to try (default 8080)
  --help       this text
`;

await main(async () => {
  const { port, help } = options();
  if (help) return void console.log(USAGE);
  let close = endRunning;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      close();
      process.exit(0);
    });
  }
  await prepare();
  // Imported late: these need node_modules.
  const [{ serve }, { buildAndWatch }] = await Promise.all([import('./serve.js'), import('./watch.js')]);
  const server = await serve(port);
  close = () => {
    endRunning();
    server.close();
  };
  await buildAndWatch(server.reload);
  console.log(`\ncorslab is at ${server.url} (Ctrl-C ends it)\n`);
});

function options() {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean' } } });
    const port = Number(values.port ?? 8080);
    if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`--port ${values.port} is not a port`);
    return { port, help: values.help ?? false };
  } catch (error) {
    throw new Refused(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
}
