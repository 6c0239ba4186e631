/**
 * WebKitGTK's MiniBrowser as a person starts it, driven by the remote inspector. Not by WebDriver: its sessions are
 * ephemeral, and pages of ephemeral sessions write no console lines to standard output, which lacks the inspector's own
 * lines ("Failed to load resource") anyway.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBrowser } from '../../../js/build/browsers.js';
import { openDisplay } from './display.mjs';
import { leadsElsewhere } from './elsewhere.mjs';
import { Inspector } from './inspector.mjs';

/** A busy machine may take long. */
const PATIENCE = 60_000;

/**
 * @typedef {import('./inspector.mjs').ConsoleLine} ConsoleLine
 * @typedef {{ goto(url: string): Promise<void>, evaluate(expression: string): Promise<any>, takeConsole(): Promise<ConsoleLine[]>, close(): Promise<void> }} Tab
 * @typedef {{ name: 'webkit', version: string, open(url?: string): Promise<WebkitTab>, close(): Promise<void> }} Driver
 */

/**
 * Each tab is a browser with a profile of its own: it shares no cookie, cache or console with another.
 *
 * @param {number} proxyPort of the SOCKS proxy that answers every host
 * @returns {Promise<Driver>}
 */
export async function launchWebkit(proxyPort) {
  const executable = findBrowser('webkit');
  if (!executable) throw new Error('webkit is not installed');
  const command = [...withoutTrustStore(), executable];
  const display = await openDisplay();
  const tabs = new Set();
  return {
    name: 'webkit',
    isAlone,
    version: readVersion(executable, display.name),
    async open(url = 'about:blank') {
      const tab = await WebkitTab.open(command, display.name, proxyPort, url);
      tabs.add(tab);
      tab.onClose = () => tabs.delete(tab);
      return tab;
    },
    async close() {
      await Promise.all([...tabs].map((tab) => tab.close()));
      await display.close();
    },
  };
}

/**
 * GnuTLS reads all of the system's certificates again for each connection, and that takes four times as long as the rest
 * of a request. As every certificate is accepted, it may find none, where bubblewrap can hide them.
 */
function withoutTrustStore() {
  const wrap = ['bwrap', '--dev-bind', '/', '/', '--ro-bind-try', '/dev/null', '/etc/ssl/certs/ca-certificates.crt', '--die-with-parent'];
  const [program, ...before] = wrap;
  return spawnSync(program, [...before, 'true']).status === 0 ? wrap : [];
}

/** "WebKitGTK/2.50.6" */
function readVersion(executable, display) {
  const said = execFileSync(executable, ['--version'], { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' });
  return said.trim().split(' ').slice(0, 2).join('/');
}

/** @implements {Tab} */
export class WebkitTab {
  onClose = () => {};

  #process;
  #profile;
  #ended;
  #inspector;
  #kill = () => this.#process.kill('SIGKILL');

  constructor(process_, profile, ended, inspector) {
    this.#process = process_;
    this.#profile = profile;
    this.#ended = ended;
    this.#inspector = inspector;
    process.once('exit', this.#kill);
  }

  /** @param {string} url which may be one that no script may navigate to */
  static async open([program, ...before], display, proxyPort, url) {
    const profile = mkdtempSync(join(tmpdir(), 'corslab-webkit-'));
    const port = await freePort();
    const options = [`--proxy=socks://127.0.0.1:${proxyPort}`, '--ignore-tls-errors', url];
    const browser = spawn(program, [...before, ...options], {
      stdio: ['ignore', 'pipe', 'ignore'], env: environment(profile, display, port),
    });
    const ended = once(browser.stdout.resume(), 'close');
    const failed = new Promise((_, reject) => {
      browser.once('error', reject).once('exit', (code) => reject(new Error(`MiniBrowser ended with ${code}`)));
    });
    try {
      const inspector = await Promise.race([connect(port), failed]);
      return new WebkitTab(browser, profile, ended, inspector);
    } catch (error) {
      await end(browser, profile, ended);
      throw error;
    }
  }

  /** Resolves when the document and what it refers to are loaded. */
  async goto(url) {
    // To the same URL with a fragment there is no load.
    if (url.includes('#')) await this.#load('about:blank');
    await this.#load(url);
  }

  async #load(url) {
    await this.#inspector.evaluate('globalThis.corslabLeaves = true');
    await this.#inspector.navigate(url);
    await until(`the load of ${url.slice(0, 200)}`, () => this.#inspector.evaluate(
      'globalThis.corslabLeaves === undefined && document.readyState === "complete"',
    ).catch(() => false));
  }

  evaluate(expression) {
    return this.#inspector.evaluate(expression);
  }

  /** In the frame whose document came last. */
  evaluateInFrame(expression) {
    return this.#inspector.evaluate(expression, { inFrame: true });
  }

  /** As if the person had clicked: the script has user activation. */
  evaluateWithGesture(expression) {
    return this.#inspector.evaluate(expression, { userGesture: true });
  }

  async takeConsole() {
    return withOwners(await this.#inspector.takeLines());
  }

  async close() {
    process.off('exit', this.#kill);
    this.#inspector.close();
    await end(this.#process, this.#profile, this.#ended);
    this.onClose();
  }
}

/** Scripts, and redirects out of the scenario's URLs: what is written about them names no URL, or comes late. */
function isAlone({ request: { initiator }, server }) {
  if (initiator === 'script' || initiator === 'module') return true;
  return leadsElsewhere(server);
}

/** What the harnesses bring about themselves: they read canvases, and their scripts throw. */
export const OWN = /^(?:Unable to get image data from canvas|ReferenceError: Can.t find variable: aDetailOfTheScript)/;

/** So many lines a script may write in between that hears of the failure, and goes on. */
const BREATH = 40;

const FAILED = 'Failed to load resource: ';

/**
 * A load that fails writes its reason without a URL at first. The same reason with the URL comes in the same breath.
 *
 * @param {ConsoleLine[]} lines
 */
function withOwners(lines) {
  const kept = lines.filter(({ text }) => !OWN.test(text));
  return kept.map((line, i) => {
    if (line.source !== 'security' || line.url) return line;
    const again = kept.slice(i + 1, i + 1 + BREATH).find(({ text }) => text === FAILED + line.text);
    if (again) return { ...line, url: again.url };
    // Nothing failed to load, for nothing was asked: only the API says which URL it was.
    const api = line.text.startsWith('Redirection to URL') && / cannot load (\S+) due to /.exec(kept[i + 1]?.text);
    return api ? { ...line, url: api[1] } : line;
  });
}

/** @param {Promise<any>} ended all of the browser's processes share its standard output, and write files until they end */
async function end(browser, profile, ended) {
  browser.kill('SIGKILL');
  await ended;
  await rm(profile, { recursive: true, force: true });
}

/** A profile that starts empty, English, and nothing of the desktop: no portal, bus or accessibility service is asked. */
function environment(profile, display, inspectorPort) {
  const folders = { HOME: 'home', XDG_CONFIG_HOME: 'config', XDG_DATA_HOME: 'data', XDG_CACHE_HOME: 'cache', XDG_RUNTIME_DIR: 'run' };
  const places = Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, join(profile, folder)]));
  for (const place of Object.values(places)) mkdirSync(place, { mode: 0o700 });
  return {
    ...process.env, ...places, DISPLAY: display, GDK_BACKEND: 'x11', LANGUAGE: 'en_US', LC_ALL: 'C.UTF-8', GIO_USE_PORTALS: '0',
    GTK_USE_PORTAL: '0', NO_AT_BRIDGE: '1', DBUS_SESSION_BUS_ADDRESS: 'disabled:', WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${inspectorPort}`,
  };
}

/** MiniBrowser cannot say which port it chose. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/** The inspector's list of pages links to a socket for each. */
async function connect(port) {
  const path = await until('the remote inspector', async () => {
    const list = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.text(), () => '');
    return list.match(/socket\/\d+\/\d+\/WebPage/)?.[0];
  });
  const inspector = await Inspector.connect(`ws://127.0.0.1:${port}/${path}`);
  await until('the first page', async () => inspector.ready);
  return inspector;
}

/** @template T @param {string} what @param {() => Promise<T>} attempt @returns {Promise<NonNullable<T>>} */
async function until(what, attempt) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const result = await attempt();
    if (result) return result;
    await sleep(10);
  }
  throw new Error(`MiniBrowser: no sign of ${what}`);
}
