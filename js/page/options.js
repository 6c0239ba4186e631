/** What `createPage` is given, checked. */
import { refused } from '../inside.js';
import { limitsOf } from '../transport/limits.js';

/** The fields of a scenario's page; the core reads them. */
const PAGE_FIELDS = ['url', 'sandboxed', 'topLevel', 'embedderPolicy', 'referrerPolicy', 'upgradeInsecureRequests'];
const FIELDS = [...PAGE_FIELDS, 'engine', 'servers', 'network', 'cookies', 'preflightCache', 'httpCache', 'limits', 'now'];

/** @param {unknown} given */
export function readOptions(given) {
  const options = /** @type {import('../page.js').PageOptions} */ (
    typeof given === 'string' || given instanceof URL ? { url: String(given) } : given
  );
  if (typeof options !== 'object' || options === null) throw refused('options', shown(given), "the page's URL, or an object with url");
  for (const key of Object.keys(options)) {
    if (!FIELDS.includes(key)) throw refused(key, shown(/** @type {any} */ (options)[key]), `no such option; there are ${FIELDS.join(', ')}`);
  }
  const { engine = 'standard', servers, network, cookies = [], preflightCache = [], httpCache = true, now = Date.now } = options;
  if (options.url === undefined) throw refused('url', 'nothing', "the page's absolute URL");
  // As a URL this has the scheme `localhost:`, and an opaque origin. Nobody means that.
  if (/^[a-z\d.-]+:\d{1,5}(?:[/?#]|$)/i.test(String(options.url))) throw refused('url', shown(options.url), `a URL with its scheme: http://${options.url}`);
  if (typeof now !== 'function') throw refused('now', shown(now), 'a function that gives milliseconds since the Unix epoch');
  if (!Array.isArray(cookies)) throw refused('cookies', shown(cookies), 'an array of cookies');
  if (!Array.isArray(preflightCache)) throw refused('preflightCache', shown(preflightCache), 'an array of cache entries');
  if (typeof httpCache !== 'boolean') throw refused('httpCache', shown(httpCache), 'true or false');
  const page = Object.fromEntries(PAGE_FIELDS.flatMap((key) => (key in options ? [[key, plain(/** @type {any} */ (options)[key])]] : [])));
  return {
    page: /** @type {import('corslab').Page} */ (page),
    engine,
    servers,
    network,
    cookies,
    preflightCache,
    httpCache,
    now,
    limits: limitsOf(options.limits),
  };
}

/** @param {unknown} value */
const plain = (value) => (value instanceof URL ? value.href : value);

/** @param {unknown} value */
function shown(value) {
  if (typeof value === 'function') return 'a function';
  return JSON.stringify(value) ?? String(value);
}
