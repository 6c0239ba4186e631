/** Finds the browsers that the tests drive, and installs them where that takes no decision of a person. */
import { existsSync } from 'node:fs';
import { ask, run } from './run.js';

/** @typedef {'chromium' | 'firefox'} BrowserName */

/** @type {Record<BrowserName, { variable: string, debianPackage: string, programs: string[], places: string[] }>} */
const BROWSERS = {
  chromium: {
    variable: 'CORSLAB_CHROMIUM',
    debianPackage: 'chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
  },
  firefox: {
    variable: 'CORSLAB_FIREFOX',
    debianPackage: 'firefox-esr',
    programs: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  },
};

/**
 * The path of a browser that is installed here: the one that the environment names, or the first that is found.
 *
 * @param {BrowserName} name
 * @returns {string | undefined}
 */
export function findBrowser(name) {
  const { variable, programs, places } = BROWSERS[name];
  const chosen = process.env[variable];
  if (chosen) return chosen;
  const inPath = programs.map((program) => ask('which', [program])?.trim()).find(Boolean);
  return inPath ?? places.find((place) => existsSync(place));
}

/**
 * Installs what is missing where root runs a Debian; elsewhere says what will be skipped.
 *
 * @param {BrowserName[]} names
 */
export async function prepareBrowsers(names) {
  for (const name of names.filter((name) => findBrowser(name) === undefined)) {
    const { debianPackage, variable } = BROWSERS[name];
    if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
      console.log(`${name} is missing: installing Debian's package ${debianPackage}`);
      await run('apt-get', ['update', '--quiet']);
      await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', debianPackage]);
    } else {
      console.log(`${name} is missing: its tests are SKIPPED. Install it, or set ${variable} to its path.`);
    }
  }
}
