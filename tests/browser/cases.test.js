/** A sample of the corpus, played again in the installed browsers: the stored answers must still be theirs. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { findBrowser, launch } from '../recorder/browsers.mjs';
import { readCorpus } from '../recorder/corpus.mjs';
import { Network } from '../recorder/network.mjs';
import { observe } from '../recorder/observe.mjs';
import { recordedFacts } from '../js/cases/facts.js';

/** What the recorder does in ways of its own: the live tests of the oracle play hundreds of others. */
const SAMPLE = [
  'exact-origin', 'wildcard-with-credentials', 'file-page-null', 'preflight-401', 'cookies-cross-site-default', 'img-crossorigin-missing',
  'form-post-cross-origin', 'bad-port', 'server-down', 'sandboxed-frame',
];

const cases = readCorpus().flatMap((file) => file.cases).filter((item) => SAMPLE.includes(item.name));

test('the sample is part of the corpus', () => assert.equal(cases.length, SAMPLE.length));

for (const name of /** @type {const} */ (['chromium', 'firefox', 'webkit'])) {
  describe(`the stored answers of ${name}`, { skip: findBrowser(name) ? false : `${name} is not installed` }, () => {
    let network;
    let browser;
    before(async () => {
      network = await new Network().start();
      browser = await launch(name, network.port);
    });
    after(async () => {
      await browser?.close();
      await network?.stop();
    });
    for (const item of cases) {
      test(item.name, async () => {
        const ask = async () => recordedFacts(await observe({ name, browser, network }, item.scenario));
        const expected = recordedFacts(item.browsers[name]);
        // A busy machine is not a browser's answer: what differs, or comes too late, is asked once more.
        const first = await ask().catch(() => undefined);
        assert.deepEqual(isDeepStrictEqual(first, expected) ? first : await ask(), expected);
      });
    }
  });
}
