import { test } from 'node:test';
import { app, EXPECTED, installed, node, tool } from './sandbox.js';

for (const environment of ['node', 'jsdom']) {
  const env = { EXPECTED: JSON.stringify(EXPECTED), EXPECTED_ENVIRONMENT: environment };

  test(`Jest: ${environment} environment`, async () => {
    await installed;
    const testEnvironment = tool(`jest-environment-${environment}`);
    const config = { rootDir: app('jest'), testEnvironment, transform: {}, testMatch: ['**/*.test.cjs'] };
    await node([tool('jest/bin/jest.js'), '--ci', '--config', JSON.stringify(config)], { cwd: app('jest'), env });
  });

  test(`Vitest: ${environment} environment`, async () => {
    await installed;
    const args = ['run', '--root', app('vitest'), '--environment', environment];
    await node([tool('vitest/vitest.mjs'), ...args], { cwd: app('vitest'), env });
  });
}
