/** What the oracle relies on when it drives WebKit. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findBrowser } from '../../js/build/browsers.js';
import { launchWebkit } from '../oracle/driver/webkit.mjs';
import { Network } from '../recorder/network.mjs';

const PAGE = Buffer.from('<!doctype html><link rel="icon" href="data:,"><title>page</title>');

const refusal = (url) => [
  'Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200',
  `Fetch API cannot load ${url} due to access control checks.`,
  'Failed to load resource: Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200',
];

describe('the driver of WebKit', { skip: findBrowser('webkit') ? false : 'webkit is not installed' }, () => {
  let network;
  let driver;
  let tab;
  let asked = [];

  before(async () => {
    network = await new Network().start();
    network.handler = ({ url, headers }) => {
      asked.push([url, headers.find(([name]) => name === 'Cookie')?.[1]]);
      return { headers: [['Content-Type', 'text/html'], ['Set-Cookie', 'a=1']], body: PAGE };
    };
    driver = await launchWebkit(network.port);
    tab = await driver.open();
  });
  after(async () => {
    await driver?.close();
    await network?.stop();
  });

  test('says its version', () => assert.match(driver.version, /^WebKitGTK\/\d+\.\d+\.\d+$/));

  for (const url of ['https://app.example.com/', 'http://localhost:81/', 'http://127.0.0.1/', 'https://app.example.com/again']) {
    test(`asks the proxy for ${url}`, async () => {
      asked = [];
      await tab.goto(url);
      assert.deepEqual(await tab.evaluate('[location.href, document.title]'), [url, 'page']);
      assert.deepEqual(asked.map(([target]) => target), [url]);
    });
  }

  test('gives what a promise yields, and what it rejects with', async () => {
    const slow = 'new Promise((resolve) => setTimeout(resolve, 2000, { a: [1, "x", null] }))';
    assert.deepEqual(await tab.evaluate(slow), { a: [1, 'x', null] });
    await assert.rejects(tab.evaluate('Promise.reject(new TypeError("no"))'), /TypeError: no/);
    await assert.rejects(tab.evaluate('undefinedName'), /ReferenceError/);
  });

  test('gives every line of the console, in order, once', async () => {
    await tab.takeConsole();
    const urls = ['https://api.example.com/1', 'https://api.example.com/1', 'https://api.example.com/2'];
    const each = `for (const url of ${JSON.stringify(urls)}) await fetch(url).catch(() => {})`;
    await tab.evaluate(`(async () => { ${each}; for (let i = 0; i < 3; i++) console.log('same\\nline') })()`);
    const lines = (await tab.takeConsole()).map(({ text }) => text);
    assert.deepEqual(lines, [...urls.flatMap(refusal), 'same\nline', 'same\nline', 'same\nline']);
    assert.deepEqual(await tab.takeConsole(), []);
  });

  test('says which URL a line is about', async () => {
    await tab.evaluate('fetch("https://api.example.com/3").catch(() => {})');
    assert.equal((await tab.takeConsole()).at(-1)?.url, 'https://api.example.com/3');
  });

  test('shares no cookie between tabs', async () => {
    const other = await driver.open();
    asked = [];
    await other.goto('https://app.example.com/');
    await tab.goto('https://app.example.com/');
    assert.deepEqual(asked.map(([, cookie]) => cookie), [undefined, 'a=1']);
    await other.close();
  });
});
