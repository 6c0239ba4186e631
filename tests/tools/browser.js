/** Real browsers for the tests, as they are installed on this machine. */
import { startBrowser } from './start-browser.js';
import { findBrowser } from '../../js/build/browsers.js';

/**
 * Starts a browser without a window, or answers `undefined` where it is not installed: skip the test then.
 *
 * @param {import('../../js/build/browsers.js').BrowserName} name
 */
export async function launch(name) {
  const executablePath = findBrowser(name);
  if (executablePath === undefined) return undefined;
  // Chromium's sandbox refuses to run as root, which is who runs tests in a container.
  const args = name === 'chromium' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return startBrowser({ browser: name === 'chromium' ? 'chrome' : 'firefox', executablePath, args, headless: true });
}
