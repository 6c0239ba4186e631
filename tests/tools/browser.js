/** Real browsers for the tests, as they are installed on this machine. */
import { findBrowser } from '../../js/build/browsers.js';
import { startBrowser } from './start-browser.js';

/**
 * Starts a browser without a window, or answers `undefined` where it is not installed: skip the test then.
 *
 * @param {'chromium' | 'firefox'} name
 */
export async function launch(name) {
  return findBrowser(name) === undefined ? undefined : startBrowser(name);
}
