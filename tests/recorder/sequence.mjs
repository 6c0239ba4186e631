#!/usr/bin/env node
/**
 * Plays the sequences of `tests/sequences` in real browsers: several requests of one page, one after the other, so that
 * what the browser keeps between them shows. Compares with the stored answers, or stores them with --update.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { findBrowser, launch } from './browsers.mjs';
import { format } from './corpus.mjs';
import { headerPairs } from './headers.mjs';
import { Network } from './network.mjs';
import { Play } from './play.mjs';

const FOLDER = fileURLToPath(new URL('../sequences', import.meta.url));
const IN_PAGE = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');
const PATIENCE = 8000;

const { values: options } = parseArgs({
  options: {
    browser: { type: 'string' }, sequence: { type: 'string', multiple: true },
    missing: { type: 'boolean', default: false }, update: { type: 'boolean', default: false },
  },
});

const names = options.browser ? [options.browser] : ['chromium', 'firefox'].filter((name) => findBrowser(name));
let differences = 0;
for (const name of names) differences += await recordWith(name);
process.exitCode = differences === 0 || options.update ? 0 : 1;

async function recordWith(name) {
  const network = await new Network().start();
  const browser = await launch(name, network.port);
  const version = await browser.version();
  let found = 0;
  try {
    for (const file of readdirSync(FOLDER).filter((file) => file.endsWith('.json')).sort()) {
      const path = join(FOLDER, file);
      const items = JSON.parse(readFileSync(path, 'utf8'));
      for (const item of items.filter((item) => isChosen(item, name))) {
        const steps = await play({ browser, network }, item);
        if (isDeepStrictEqual(steps, item.browsers?.[name]?.steps)) continue;
        found++;
        console.log(`${name} ${item.name}: ${JSON.stringify(steps)}`);
        if (options.update) (item.browsers ??= {})[name] = { version, steps };
      }
      if (options.update) writeFileSync(path, `${format(items)}\n`);
    }
  } finally {
    await browser.close();
    await network.stop();
  }
  console.log(`${version}: ${found} sequences ${options.update ? 'new or changed' : 'differ'}`);
  return found;
}

function isChosen(item, name) {
  return (!options.sequence || options.sequence.includes(item.name)) && (!options.missing || !item.browsers?.[name]);
}

async function play({ browser, network }, { page: from, steps }) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    network.handler = () => ({ headers: pageHeaders(from), body: Buffer.from('<!doctype html><link rel="icon" href="data:,">') });
    await page.goto(typeof from === 'string' ? from : from.url, { waitUntil: 'load' });
    const answers = [];
    for (const step of steps) answers.push(await perform({ page, network }, from, step));
    return answers;
  } finally {
    network.handler = () => ({ networkFailure: true });
    await context.close();
  }
}

function pageHeaders(page) {
  const headers = [['Content-Type', 'text/html']];
  return page.sandboxed ? [...headers, ['Content-Security-Policy', 'sandbox allow-scripts']] : headers;
}

/** One request: what the script saw, and which exchanges reached the server. */
async function perform({ page, network }, from, { wait = 0, request, server }) {
  await sleep(wait);
  const play = new Play({ page: from, request, server });
  network.handler = (raw) => play.answer(raw);
  const plain = { ...play.request, ...(play.request.headers && { headers: headerPairs(play.request.headers) }) };
  await page.evaluate(`globalThis.corslabObserved = undefined; globalThis.corslabRequest = ${JSON.stringify(plain)};\n${IN_PAGE}`);
  const { outcome } = await observed(page);
  if (play.unscripted.length > 0) throw new Error(`no answer for ${play.unscripted.join(', ')}`);
  return { outcome, exchanges: play.exchanges.map(({ kind, hop }) => `${kind} ${hop}`) };
}

async function observed(page) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const answer = await page.evaluate(() => globalThis.corslabObserved);
    if (answer) return answer;
    await sleep(10);
  }
  throw new Error('the page never answered');
}
