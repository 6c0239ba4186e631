/** Plays one scenario in a real browser and writes down what happened. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Play } from './play.mjs';
import { watch } from './witness.mjs';

const PATIENCE = 8000;
const QUIET = 500;
const AFTERMATH = 120;

/**
 * @param {{ name: 'chromium' | 'firefox', browser: import('puppeteer-core').Browser, network: import('./network.mjs').Network }} stage
 * @param {object} scenario
 */
export async function observe({ name, browser, network }, scenario) {
  const play = new Play(scenario);
  network.handler = (request) => play.answer(request);
  const folder = mkdtempSync(join(tmpdir(), 'corslab-page-'));
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    for (const url of play.cookieVisits()) await page.goto(url);
    const witness = await watch(name, browser, page);
    const observed = await perform(play, page, folder);
    await sleep(AFTERMATH);
    return record(play, observed, await witness.console(), await witness.devtools());
  } finally {
    network.handler = () => ({ networkFailure: true });
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function perform(play, page, folder) {
  const url = play.openingUrl((html) => {
    const path = join(folder, 'index.html');
    writeFileSync(path, html);
    return pathToFileURL(path).href;
  });
  const leavesPage = play.initiator === 'form' || play.initiator === 'navigation';
  await page.goto(url, { waitUntil: 'domcontentloaded' }).catch((error) => {
    if (!leavesPage) throw error;
  });
  if (leavesPage) return leave(play, page);
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const frame = play.page.topLevel === undefined ? page.mainFrame() : page.frames().at(-1);
    const observed = await frame?.evaluate(() => globalThis.corslabObserved).catch(() => undefined);
    if (observed) return observed;
    await sleep(20);
  }
  throw new Error('the page never answered');
}

/** The page goes away: only the exchanges tell what happened. */
async function leave(play, page) {
  if (play.request.userActivation) await (await page.waitForSelector('#go')).click();
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && (play.server.exchanges.length === 0 || Date.now() - play.lastActivity < QUIET)) await sleep(50);
  return { outcome: null, response: null, javascript: null };
}

function record(play, { outcome, response, javascript }, console, devtools) {
  if (play.server.unscripted.length > 0) throw new Error(`no answer for ${play.server.unscripted.join(', ')}`);
  const sent = play.server.exchanges.some((exchange) => exchange.kind === 'preflight');
  return {
    outcome, response, javascript, preflight: sent ? 'sent' : 'not-needed', exchanges: play.server.exchanges, console,
    ...(devtools && { devtools }),
  };
}
