/** A test as people write it with supertest: it passes, or it does not. */
import { readFileSync } from 'node:fs';
import request from 'supertest';

const { version } = JSON.parse(readFileSync(new URL('../node_modules/supertest/package.json', import.meta.url), 'utf8'));

export function open() {
  /** @param {import('../scenarios/parts.mjs').Scenario} scenario */
  const passes = async ({ servers, test }) => {
    if (!test) return null;
    try {
      await test(request, Object.values(servers)[0]);
      return true;
    } catch {
      return false;
    }
  };
  return { passes, version };
}
