/** The browsers that the oracle can ask. */
import { launchChromium } from './driver/chromium.mjs';
import { launchFirefox } from './driver/firefox.mjs';
import { launchWebkit } from './driver/webkit.mjs';

export const LAUNCH = { chromium: launchChromium, firefox: launchFirefox, webkit: launchWebkit };

export const ENGINES = /** @type {(keyof typeof LAUNCH)[]} */ (Object.keys(LAUNCH));
