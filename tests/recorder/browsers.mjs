/** The installed browsers, as a person has them: no flag or preference changes what they decide about requests. */
import { rmSync } from 'node:fs';
import { makeChromiumProfile } from '../tools/chromium-profile.js';
import { startBrowser } from '../tools/start-browser.js';
import { findBrowser } from '../../js/build/browsers.js';
import { WebkitBrowser } from './webkit.mjs';

export { findBrowser };

/** Chromium's switches. */
const chromiumArguments = (port, profile) => [
  '--headless=new', '--no-first-run', '--no-default-browser-check', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-default-apps', '--disable-dev-shm-usage', '--disable-gpu',
  '--lang=en-US', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
  `--proxy-server=socks5://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>', '--ignore-certificate-errors',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', 'about:blank',
];

/** Firefox's preferences: the proxy, no https-first for the page itself, and the defaults that automation switches off. */
const firefoxPreferences = (port) => ({
  'network.proxy.type': 1,
  'network.proxy.socks': '127.0.0.1',
  'network.proxy.socks_port': port,
  'network.proxy.socks_version': 5,
  'network.proxy.socks_remote_dns': true,
  'network.proxy.allow_hijacking_localhost': true,
  'network.proxy.failover_direct': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.lna.blocking': false,
  'dom.security.https_first': false,
  'network.cookie.cookieBehavior': 5,
  'browser.contentblocking.category': 'standard',
});

/**
 * @param {'chromium' | 'firefox' | 'webkit'} name
 * @param {number} port of the network
 */
export async function launch(name, port) {
  if (name === 'webkit') return WebkitBrowser.launch(port);
  if (name === 'firefox') return launchFirefox(port);
  const profile = makeChromiumProfile();
  const browser = await startBrowser('chromium', {
    ignoreDefaultArgs: true, args: chromiumArguments(port, profile), acceptInsecureCerts: true, defaultViewport: null,
  });
  browser.process()?.once('exit', () => rmSync(profile, { recursive: true, force: true }));
  return browser;
}

function launchFirefox(port) {
  return startBrowser('firefox', {
    acceptInsecureCerts: true, defaultViewport: null,
    extraPrefsFirefox: firefoxPreferences(port), args: ['--remote-allow-system-access'],
  });
}
