import { test } from 'node:test';
import { expectReport, skip } from './chromium.js';
import { installed, sandbox } from './sandbox.js';

// What a strict page grants: its own scripts, WebAssembly, and for slim the download of it; data: for the icon.
const POLICY = "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";

test('a page without a bundler, under a strict Content-Security-Policy, in Chromium', { skip }, async () => {
  await installed;
  await expectReport(sandbox, 'apps/page/index.html', { 'content-security-policy': POLICY });
});

test('slim streams its WebAssembly into such a page, in Chromium', { skip }, async () => {
  await installed;
  const policy = `${POLICY}; connect-src 'self'`;
  await expectReport(sandbox, 'apps/page/slim.html', { 'content-security-policy': policy });
});
