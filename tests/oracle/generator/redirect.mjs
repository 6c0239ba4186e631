/** Chains of redirects. */
import { CASE } from '../play.mjs';
import { server, urlAt } from './places.mjs';
import * as reply from './reply.mjs';

/** @typedef {import('./random.mjs').Random} Random */

const REDIRECT_STATUSES = /** @type {const} */ ([[3, 301], [6, 302], [3, 303], [5, 307], [4, 308]]);

/** Places that no browser goes to, or that it reads in its own way; each as its `Location` lines. What the console says of a
 * URL must tell whose it is. */
const ODD_LOCATIONS = (here) => [
  [], [''], [`https://user:pw@api.example.org${CASE}y`], [`https://user@api.example.org${CASE}y`], [`https://:pw@api.example.com${CASE}y`], [here.replace('://', '://me:pw@')],
  [`data:text/plain,${CASE}`], [`ftp://api.example.org${CASE}y`], [`file://${CASE}y`], [`about:blank#${CASE}`], [`javascript:'${CASE}'`], [`ws://api.example.org${CASE}y`], [`myapp://callback${CASE}`], [`mailto:a@b${CASE}`],
  [`blob:https://app.example.com${CASE}y`], ['http://['], ['https://'], ['//'], [`https://api.example.org:22${CASE}y`], [`https://api.example.org${CASE}y`, `https://api.example.org${CASE}y`],
  [`https://api.example.org${CASE}y`, `https://api.example.org${CASE}z`], [`https://api.example.org${CASE}a b`], [`https://api.example.org${CASE}\u00e9`], [`https://api.example.org${CASE}y#frag`],
  [`//api.example.org${CASE}y`], ['y'], ['./y?x'], ['?q=2'], ['#frag'], [`${CASE}abs`], [`HTTPS://API.EXAMPLE.ORG${CASE}y`], [`https:\\\\api.example.org${CASE}y`], [` https://api.example.org${CASE}y `],
  [`https://api.example.org:443${CASE}y`], [`${new URL(here).protocol}y`], [`https://b\u00fccher.example${CASE}y`], [`\thttps://api.example.org${CASE}y`], [`https://api.example.org${CASE}y, https://b.example${CASE}z`],
];

/**
 * Answers for a chain that starts at `url`.
 *
 * @param {Random} random
 * @param {{ page: any, url: string, asked: reply.Asked, method?: string, names: string[], element?: boolean }} from
 */
export function chain(random, { page, url, asked, method = 'GET', names, element = false }) {
  const hops = random.chance(2) ? random.int(19, 22) : random.weighted([[60, 1], [28, 2], [10, 3], [2, 4]]);
  const answers = [];
  let here = url;
  for (let i = 0; i < hops; i++) {
    const odd = random.chance(hops > 4 ? 0 : 22);
    const next = hops > 4 ? urlAt(random, new URL(here).origin) : urlAt(random, place(random, page, url));
    const locations = odd ? random.pick(ODD_LOCATIONS(here)) : [next];
    answers.push(hop(random, { status: random.weighted(REDIRECT_STATUSES), locations, asked: effective(random, asked, i), method, names, calm: hops > 4 }));
    here = target(locations[0], here);
  }
  const last = effective(random, asked, hops);
  answers.push({ ...(random.chance(70) && { preflight: reply.preflight(random, { ...last, method, names }) }), response: reply.response(random, last, { element }) });
  return answers;
}

const TYPES = ['text/html', 'text/javascript', 'image/png', 'text/css', 'text/csv', 'application/pdf', 'application/json'];
const POLICIES = ['no-referrer', 'origin', 'same-origin', 'unsafe-url', 'origin-when-cross-origin', 'bogus', 'unsafe-url, origin'];

/** What a redirect says about itself, and about the referrer from here on. @returns {[string, string][]} */
function remarks(random) {
  const headers = [];
  if (random.chance(25)) headers.push(['Content-Type', random.pick(TYPES)]);
  if (random.chance(5)) headers.push(['X-Content-Type-Options', 'nosniff']);
  if (random.chance(10)) headers.push(['Referrer-Policy', random.pick(POLICIES)]);
  return headers;
}

/** Anywhere, and often home again. */
function place(random, page, url) {
  return random.weighted([[5, () => server(random, page)], [2, () => new URL(page.url ?? page).origin], [2, () => originOf(url)]])();
}

const originOf = (url) => (URL.canParse(url) && /^https?:/.test(url) ? new URL(url).origin : 'https://api.example.com');

const target = (location = '', here) => (URL.canParse(location, here) && /^https?:/.test(new URL(location, here).href) ? new URL(location, here).href : here);

/** Later hops may ask as `null`; a server that knows sends that. */
function effective(random, asked, hop) {
  return hop > 0 && random.chance(45) ? { ...asked, origin: 'null' } : asked;
}

function hop(random, { status, locations, asked, method, names, calm }) {
  /** @type {[string, string][]} */
  const cors = calm || random.chance(80) ? right(asked) : [...reply.allowOrigin(random, asked), ...reply.allowCredentials(random, asked)];
  const headers = [...locations.map((value) => /** @type {[string, string]} */ (['Location', value])), ...cors, ...(calm ? [] : remarks(random)), /** @type {[string, string]} */ (['Content-Length', '0'])];
  const preflight = random.chance(85) ? right(asked) : reply.preflight(random, { ...asked, method, names }).headers ?? [];
  const allow = [['Access-Control-Allow-Methods', method], ['Access-Control-Allow-Headers', names.join(', ') || 'x-token'], ['Content-Length', '0']];
  return { preflight: { status: 204, headers: [...preflight.filter(([name]) => !/allow-(?:methods|headers)|content-length/i.test(name)), ...allow] }, response: { status, headers } };
}

/** @param {reply.Asked} asked @returns {[string, string][]} */
const right = ({ origin, credentials }) => [['Access-Control-Allow-Origin', origin], ...(credentials ? [/** @type {[string, string]} */ (['Access-Control-Allow-Credentials', 'true'])] : [])];
