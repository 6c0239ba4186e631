/** The browsers that the oracle can ask. */
import { launchChromium } from './driver/chromium.mjs';
import { launchFirefox } from './driver/firefox.mjs';

export const LAUNCH = { chromium: launchChromium, firefox: launchFirefox };

export const ENGINES = /** @type {(keyof typeof LAUNCH)[]} */ (Object.keys(LAUNCH));
