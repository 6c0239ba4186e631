//#region page
import { createPage } from 'corslab/page';
import { expect, test } from 'vitest';
import { app } from './app.js';

test("the page's own code, over your real handler", async () => {
  const page = createPage({ url: 'https://app.example.com/', servers: { 'https://api.example.com': app } });

  const response = await page.fetch('https://api.example.com/items', { credentials: 'include' });
  expect(await response.json()).toEqual(['pen', 'ink']);
  expect(response.headers.get('X-Total-Count')).toBe('2');

  const stranger = createPage({ url: 'https://evil.example/', servers: { 'https://api.example.com': app } });
  await expect(stranger.fetch('https://api.example.com/items')).rejects.toThrow(TypeError);
});
//#endregion
