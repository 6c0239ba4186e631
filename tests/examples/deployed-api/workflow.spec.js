import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../serve.js';
import { createApp } from './app.js';
import { runOne, runWorkflow } from './workflow.js';

/** @param {Parameters<typeof createApp>[0]} [policy] */
async function deploy(policy) {
  const { app, received } = createApp(policy);
  return { received, ...(await serve(app)) };
}

describe('a right API', () => {
  /** @type {Awaited<ReturnType<typeof deploy>>} */
  let deployed;
  beforeAll(async () => {
    deployed = await deploy();
  });
  afterAll(() => deployed.stop());

  test('every step passes, and nothing is changed', async () => {
    const { steps, files } = await runWorkflow(deployed.address);
    expect(steps.map(({ name, code }) => [name, code])).toEqual([
      ['The app may read items, and their total', 0],
      ['It may change one', 0],
      ['Nobody may do more than that', 0],
      ['No lookalike gets in', 0],
    ]);
    expect(files['cors.xml']).toContain('failures="0"');
    expect(JSON.parse(files['cors.sarif']).runs[0].results).toEqual([]);
    expect(new Set(deployed.received)).toEqual(new Set(['GET', 'OPTIONS']));
  });
});

describe('an API that names every origin back', () => {
  /** @type {Awaited<ReturnType<typeof deploy>>} */
  let deployed;
  beforeAll(async () => {
    deployed = await deploy({ origin: true, credentials: true });
  });
  afterAll(() => deployed.stop());

  test('the steps that look for it fail, with results to upload', async () => {
    const { steps, files } = await runWorkflow(deployed.address);
    expect(steps.map(({ name, code }) => [name, code])).toEqual([
      ['The app may read items, and their total', 1],
      ['It may change one', 0],
      ['Nobody may do more than that', 1],
      ['No lookalike gets in', 1],
    ]);
    expect(files['cors.xml']).toContain('failures="8"');
    expect(JSON.parse(files['cors.sarif']).runs[0].results.length).toBeGreaterThan(0);
    expect(new Set(deployed.received)).toEqual(new Set(['GET', 'OPTIONS']));
  });

  test('and say so to a person', async () => {
    const { printed, code } = await runOne('npx corslab probe "$API/items" --allowed "$APP"', deployed.address);
    expect(code).toBe(1);
    await expect(printed).toMatchFileSnapshot('probe.txt');
  });
});
