/** Starts a browser that is installed, on a machine that may be slow. */
import puppeteer, { TimeoutError } from 'puppeteer-core';

/** @typedef {import('puppeteer-core').LaunchOptions} LaunchOptions */

/** Firefox's first start on a cold disk beside a second browser has taken more than puppeteer's 30 seconds. */
const TIMEOUT_MS = 90_000;

/**
 * As `puppeteer.launch`, with more patience, and once more where the browser said nothing in that time (puppeteer ends the first).
 *
 * @param {LaunchOptions} options
 */
export async function startBrowser(options) {
  const patient = { timeout: TIMEOUT_MS, ...options };
  try {
    return await puppeteer.launch(patient);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.error(`${options.executablePath} did not start within ${patient.timeout / 1000} s; trying once more.`);
    return puppeteer.launch(patient);
  }
}
