/** Plays one scenario in a real browser and writes down what happened. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Play } from './play.mjs';
import { performInWebkit } from './webkit.mjs';
import { watch } from './witness.mjs';

const PATIENCE = 8000;
const AFTERMATH = 120;

/**
 * @param {{ name: 'chromium' | 'firefox' | 'webkit', browser: any, network: import('./network.mjs').Network }} stage as `launch` made it
 * @param {object} scenario
 */
export async function observe({ name, browser, network }, scenario) {
  const play = new Play(scenario);
  network.handler = (request) => play.answer(request);
  const folder = mkdtempSync(join(tmpdir(), 'corslab-page-'));
  const openingUrl = () => play.openingUrl((html) => writePage(folder, html));
  try {
    if (name === 'webkit') {
      const { observed, console } = await performInWebkit(browser, play, play.cookieVisits(), openingUrl, AFTERMATH);
      return record(play, observed, console);
    }
    return await observeByPuppeteer(name, browser, play, openingUrl);
  } finally {
    network.handler = () => ({ networkFailure: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

function writePage(folder, html) {
  const path = join(folder, 'index.html');
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}

async function observeByPuppeteer(name, browser, play, openingUrl) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    for (const url of play.cookieVisits()) await page.goto(url);
    const witness = await watch(name, browser, page);
    const observed = await perform(play, page, openingUrl());
    await sleep(AFTERMATH);
    return record(play, observed, await witness.console(), await witness.devtools());
  } finally {
    await context.close();
  }
}

async function perform(play, page, url) {
  await page.goto(url, { waitUntil: 'domcontentloaded' }).catch((error) => {
    if (!play.leavesPage) throw error;
  });
  if (play.leavesPage) return leave(play, page);
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
  await play.silence();
  return { outcome: null, response: null, javascript: null };
}

function record(play, { outcome, response, javascript }, console, devtools) {
  if (play.server.unscripted.length > 0) throw new Error(`no answer for ${play.server.unscripted.join(', ')}`);
  // What the page says when its time is up: no browser answers so, but a busy machine does.
  if (javascript === 'nothing happened') throw new Error('nothing happened in time');
  const sent = play.server.exchanges.some((exchange) => exchange.kind === 'preflight');
  return {
    outcome, response, javascript, preflight: sent ? 'sent' : 'not-needed', exchanges: [...play.server.exchanges], console,
    ...(devtools && { devtools }),
  };
}
