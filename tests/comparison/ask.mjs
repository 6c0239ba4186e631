/** One tool in a process of its own: asks it every scenario and prints what it says as JSON. */
import { scenarios } from './scenarios/index.mjs';
import { APP, allReadable } from './scenarios/parts.mjs';
import { World, mapHosts } from './world.mjs';

const PATIENCE = 15_000;
const [tool, key, certificate] = process.argv.slice(2);
const files = { key, certificate };
const { open } = await import(`./tools/${tool}.mjs`);
const world = await new World(files).listen();
// Chromium and corslab are told by their own options.
if (!['chromium', 'corslab'].includes(tool)) mapHosts(world);
const { ask, passes, version, close } = await open(world, files);

/** @type {Record<string, { works: boolean | null, seen?: unknown }>} */
const answers = {};
for (const { name, page = `${APP}/`, works = allReadable, ...rest } of scenarios) {
  const scenario = { name, page, ...rest };
  world.show(scenario);
  if (passes) answers[name] = { works: await passes(scenario) };
  else {
    const seen = await withPatience(ask(scenario), name);
    answers[name] = { works: seen && works(seen, world.received), seen };
  }
}
await close?.();
world.close();
process.stdout.write(JSON.stringify({ version, answers }), () => process.exit());

/**
 * @template T
 * @param {Promise<T>} answer
 * @param {string} name
 */
async function withPatience(answer, name) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${tool} does not answer ${name}`)), PATIENCE)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
