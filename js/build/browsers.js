/** Finds the browsers that the tests drive, and installs them where that takes no decision of a person. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ask, run } from './run.js';

/** @typedef {'chromium' | 'firefox' | 'webkit'} BrowserName */

/** @type {Record<BrowserName, { variable: string, debianPackages: string[], programs: string[], places: string[] }>} */
const BROWSERS = {
  chromium: {
    variable: 'CORSLAB_CHROMIUM',
    debianPackages: ['chromium'],
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
  },
  firefox: {
    variable: 'CORSLAB_FIREFOX',
    debianPackages: ['firefox-esr'],
    programs: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  },
  // WebKitGTK's own small browser. It needs a screen: Xvfb, where there is none.
  webkit: {
    variable: 'CORSLAB_WEBKIT',
    debianPackages: ['libwebkit2gtk-4.1-0', 'xvfb', 'xauth'],
    programs: [],
    places: ['x86_64-linux-gnu', 'aarch64-linux-gnu', ''].map((folder) => join('/usr/lib', folder, 'webkit2gtk-4.1/MiniBrowser')),
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
    const { debianPackages, variable } = BROWSERS[name];
    if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
      console.log(`${name} is missing: installing Debian's ${debianPackages.join(', ')}`);
      await run('apt-get', ['update', '--quiet']);
      await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...debianPackages]);
    } else {
      console.log(`${name} is missing: its tests are SKIPPED. Install it, or set ${variable} to its path.`);
    }
  }
}
