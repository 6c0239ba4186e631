/** The corpus itself: complete, consistent, and its causes in agreement with what Chromium's DevTools names. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { format, readCorpus } from '../recorder/corpus.mjs';
import { recordedFacts, withStandard } from './cases/facts.js';

const files = readCorpus();
const cases = files.flatMap((file) => file.cases);

/** A network error that is not the CORS check's fault is still reported by browsers as one: then a more telling cause is right. */
const TELLING = ['server-error', 'error-without-cors-headers', 'redirect-to-login', 'preflight-requires-auth', 'preflight-not-handled', 'preflight-status'];

/** Chromium's own reason, as `Network.loadingFailed` gives it, and the causes that say the same. */
const CHROMIUM_REASONS = {
  MissingAllowOriginHeader: ['missing-allow-origin', ...TELLING],
  PreflightMissingAllowOriginHeader: ['missing-allow-origin', ...TELLING],
  MultipleAllowOriginValues: ['duplicate-allow-origin', 'multiple-allow-origin'],
  PreflightMultipleAllowOriginValues: ['duplicate-allow-origin', 'multiple-allow-origin'],
  InvalidAllowOriginValue: ['allow-origin-mismatch'],
  AllowOriginMismatch: ['allow-origin-mismatch'],
  PreflightAllowOriginMismatch: ['allow-origin-mismatch'],
  WildcardOriginNotAllowed: ['wildcard-with-credentials'],
  PreflightWildcardOriginNotAllowed: ['wildcard-with-credentials'],
  InvalidAllowCredentials: ['missing-allow-credentials', 'invalid-allow-credentials'],
  PreflightInvalidAllowCredentials: ['missing-allow-credentials', 'invalid-allow-credentials'],
  PreflightInvalidStatus: ['preflight-status', 'preflight-requires-auth', 'preflight-not-handled'],
  PreflightDisallowedRedirect: ['preflight-redirect', 'redirect-to-login'],
  InvalidAllowMethodsPreflightResponse: ['invalid-allow-methods'],
  InvalidAllowHeadersPreflightResponse: ['invalid-allow-headers'],
  MethodDisallowedByPreflightResponse: ['method-not-allowed'],
  HeaderDisallowedByPreflightResponse: ['header-not-allowed', 'authorization-not-listed'],
  RedirectContainsCredentials: ['redirect-includes-credentials'],
  CorsDisabledScheme: ['cors-scheme', 'redirect-scheme'],
  'corp-not-same-origin': ['resource-policy'],
  'corp-not-same-site': ['resource-policy'],
  'corp-not-same-origin-after-defaulted-to-same-origin-by-coep': ['embedder-policy'],
  'mixed-content': ['mixed-content'],
};

test('the corpus is large and every name is used once', () => {
  assert.ok(cases.length >= 500, `${cases.length} cases`);
  assert.equal(new Set(cases.map((item) => item.name)).size, cases.length);
});

test('the files are written as the recorder writes them', () => {
  for (const { path, cases } of files) assert.equal(readFileSync(path, 'utf8'), `${format(cases)}\n`, path);
});

for (const browser of ['chromium', 'firefox', 'webkit']) {
  test(`every case has the answer of ${browser}`, () => {
    const missing = cases.filter((item) => !item.browsers?.[browser]).map((item) => item.name);
    assert.deepEqual(missing, []);
  });
}

for (const browser of ['chromium', 'firefox']) {
  test(`a case has a cause exactly when ${browser} refuses, but for the differences that are listed`, () => {
    for (const { name, cause, browsers, differs } of cases) {
      const { outcome } = withStandard(recordedFacts(browsers[browser]), differs?.[browser]);
      if (outcome !== undefined) assert.equal(cause !== null, outcome === 'network-error', name);
    }
  });

  test(`each listed difference of ${browser} has a reason and is one`, () => {
    for (const { name, browsers, differs } of cases.filter((item) => item.differs?.[browser])) {
      const { why, standard } = differs[browser];
      assert.ok(why?.length > 20, `${name} says why`);
      const facts = recordedFacts(browsers[browser]);
      for (const path of Object.keys(standard)) {
        const changed = withStandard(structuredClone(facts), { standard: { [path]: standard[path] } });
        assert.notDeepEqual(changed, facts, `${name}: ${path} is what ${browser} answers, too`);
      }
    }
  });
}

/** The category of Firefox's first console line, and the causes that say the same. */
const FIREFOX_REASONS = {
  CORSAllowOriginNotMatchingOrigin: ['allow-origin-mismatch', 'multiple-allow-origin'],
  CORSMultipleAllowOriginNotAllowed: ['duplicate-allow-origin'],
  CORSMissingAllowOrigin2: ['missing-allow-origin', 'preflight-redirect', ...TELLING],
  CORSNotSupportingCredentials: ['wildcard-with-credentials'],
  CORSMissingAllowCredentials: ['missing-allow-credentials', 'invalid-allow-credentials'],
  CORSExternalRedirectNotAllowed: ['preflight-redirect', 'redirect-to-login'],
  CORSInvalidAllowHeader: ['invalid-allow-headers'],
  CORSInvalidAllowMethod: ['invalid-allow-methods'],
  CORSMethodNotFound: ['method-not-allowed'],
  CORSMissingAllowHeaderFromPreflight2: ['header-not-allowed', 'authorization-not-listed'],
  CORSPreflightDidNotSucceed3: ['preflight-status', 'preflight-requires-auth', 'preflight-not-handled'],
  CORSRequestNotHttp: ['cors-scheme', 'redirect-scheme'],
  COEP: ['resource-policy', 'embedder-policy'],
  'Mixed Content Blocker': ['mixed-content'],
  MIMEMISMATCH: ['nosniff', 'mime-type', null],
  SOP: ['same-origin-mode', 'cors-scheme'],
};

const reasonsOf = {
  chromium: { table: CHROMIUM_REASONS, read: ({ devtools }) => devtools?.cors ?? devtools?.blocked },
  firefox: { table: FIREFOX_REASONS, read: ({ devtools }) => devtools?.categories[0] },
};

for (const [browser, { table, read }] of Object.entries(reasonsOf)) {
  test(`the causes agree with ${browser}'s own reasons`, () => {
    let compared = 0;
    for (const { name, cause, browsers, differs } of cases) {
      const reason = read(browsers[browser]);
      if (!(reason in table) || differs?.[browser]) continue;
      compared++;
      assert.ok(table[reason].includes(cause), `${name}: ${browser} says ${reason}, the case says ${cause}`);
    }
    assert.ok(compared > 150, `${compared} compared`);
  });
}
