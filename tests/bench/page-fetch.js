/**
 * `node tests/bench/page-fetch.js`: how many times a second a page fetches from an Express app in the same process, on
 * one core. The seconds are those of the processor: what else the machine does is left out.
 */
import { createPage } from '../../dist/page.js';
import { framework } from '../tools/framework.js';

const ROUNDS = 5;
const FETCHES = 1000;

const [express, cors] = await Promise.all([framework('express'), framework('cors')]);

/** @param {{ maxAge: number, parses: boolean }} options */
function appOf({ maxAge, parses }) {
  const app = express();
  app.use(cors({ origin: 'https://app.example.com', maxAge }));
  if (parses) app.use(express.json());
  app.put('/items/:id', (/** @type {any} */ request, /** @type {any} */ response) => response.json({ id: request.params.id, ...request.body }));
  return app;
}

/** @param {any} app */
function fetcher(app) {
  const page = createPage({ url: 'https://app.example.com/', servers: { 'https://api.example.com': app } });
  const init = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' };
  return async () => (await page.fetch('https://api.example.com/items/7', init)).json();
}

/** @param {() => Promise<unknown>} fetch */
async function perSecond(fetch) {
  let best = Infinity;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = process.cpuUsage();
    for (let i = 0; i < FETCHES; i++) await fetch();
    const { user, system } = process.cpuUsage(start);
    if (round > 0) best = Math.min(best, (user + system) / FETCHES);
  }
  return Math.round(1e6 / best);
}

const ROWS = {
  'PUT with a preflight each time': { maxAge: 0, parses: false },
  '… to an app that parses JSON': { maxAge: 0, parses: true },
  'PUT whose preflight is cached': { maxAge: 600, parses: false },
};
for (const [name, options] of Object.entries(ROWS)) {
  console.log(`${name.padEnd(34)} ${await perSecond(fetcher(appOf(options)))} a second`);
}
