/** A sample of the corpus, played again in the installed browsers: the stored answers must still be theirs. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findBrowser, launch } from '../recorder/browsers.mjs';
import { readCorpus } from '../recorder/corpus.mjs';
import { Network } from '../recorder/network.mjs';
import { observe } from '../recorder/observe.mjs';
import { recordedFacts } from '../js/cases/facts.js';

/** One of each kind. */
const SAMPLE = [
  'exact-origin', 'trailing-slash', 'duplicate-same-origin', 'wildcard-with-credentials', 'sandboxed-null-allowed',
  'file-page-null', 'preflight-401', 'patch-lower-case', 'json-granted', 'upload-listener', 'exposed-list',
  'redirect-third-origin', 'post-303', 'redirect-mode-manual', 'cookies-same-site-include', 'cookies-cross-site-default',
  'img-crossorigin-missing', 'script-plain', 'font-plain', 'eventsource-granted', 'form-post-cross-origin',
  'corp-same-origin', 'coep-image-without-corp', 'mixed-content-fetch', 'bad-port', 'no-cors-get', 'server-down',
  'latin1-value-exposed', 'referrer-default-cross-origin', 'sandboxed-frame',
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
        const answer = await observe({ name, browser, network }, item.scenario);
        assert.deepEqual(recordedFacts(answer), recordedFacts(item.browsers[name]));
      });
    }
  });
}
