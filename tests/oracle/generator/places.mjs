/** Pages, and the URLs that they ask for. */
import { CASE } from '../play.mjs';

const APP = 'https://app.example.com/';

/** @type {readonly (readonly [number, string | object])[]} */
const PAGES = [
  [60, APP],
  [14, 'http://app.example.com/'],
  [6, 'https://app.example.com/shop/cart?step=2#pay'],
  [6, 'https://app.example.com:8443/'],
  [4, 'https://example.com/'],
  [6, 'http://localhost:3000/'],
  [3, 'http://127.0.0.1:8080/'],
  [2, 'https://localhost:3000/'],
  [2, 'https://[::1]:3000/'],
  [4, 'https://alice.github.io/'],
  [3, 'https://münchen.example/'],
  [12, { url: APP, sandboxed: true }],
  [3, { url: 'http://app.example.com/', sandboxed: true }],
  [8, { url: APP, embedderPolicy: 'require-corp' }],
  [8, { url: APP, embedderPolicy: 'credentialless' }],
  [3, { url: APP, upgradeInsecureRequests: true }],
  [2, { url: 'http://app.example.com/', upgradeInsecureRequests: true }],
  [2, { url: 'http://app.example.com/', embedderPolicy: 'require-corp' }],
  [4, { url: APP, topLevel: 'https://top.example.org/around/it?x=1' }],
  [2, { url: APP, topLevel: 'https://www.example.com/' }],
  [2, { url: APP, topLevel: 'https://top.example.org/', sandboxed: true }],
  ...['no-referrer', 'no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin', 'same-origin', 'strict-origin',
    'unsafe-url'].map((referrerPolicy) => /** @type {const} */ ([1, { url: 'https://app.example.com/shop/cart?step=2', referrerPolicy }])),
];

/** Cache questions need pages on which several requests can run one after the other. */
const PLAIN_PAGES = PAGES.filter(([, page]) => typeof page === 'string' || page.sandboxed && !page.topLevel);

/** @param {import('./random.mjs').Random} random */
export const page = (random) => random.weighted(PAGES);

/** @param {import('./random.mjs').Random} random */
export const plainPage = (random) => random.weighted(PLAIN_PAGES);

/** The page's own origin as a string that a server could compare. */
export function serializedOrigin(page) {
  if (page.sandboxed) return 'null';
  return new URL(page.url ?? page).origin;
}

const RELATED = {
  'https://app.example.com': ['https://api.example.com', 'https://app.example.com:8443', 'https://example.com', 'https://a.b.example.com'],
  'https://app.example.com:8443': ['https://app.example.com', 'https://api.example.com'],
  'http://app.example.com': ['http://api.example.com', 'https://app.example.com', 'http://app.example.com:8080'],
  'https://example.com': ['https://api.example.com'],
  'http://localhost:3000': ['http://localhost:8080', 'http://api.localhost:8080'],
  'http://127.0.0.1:8080': ['http://127.0.0.1:9090'],
  'https://localhost:3000': ['https://localhost:8080', 'http://localhost:8080'],
  'https://[::1]:3000': ['https://[::1]:8080', 'http://[::1]:8080'],
  'https://alice.github.io': ['https://alice.github.io:8443', 'https://www.alice.github.io'],
};

const OTHERS = ['https://api.example.org', 'https://api.example.net:8443', 'https://bob.github.io', 'https://127.0.0.1', 'https://bücher.example'];
const INSECURE = ['http://api.example.org', 'http://api.example.com', 'http://localhost:8080', 'http://127.0.0.1:9000', 'http://192.0.2.7', 'http://10.1.2.3', 'http://[2001:db8::1]', 'http://printer.local', 'http://api.example.org:6000'];

/** The origin of a server, by its relation to the page. @param {import('./random.mjs').Random} random */
export function server(random, page) {
  const { origin, protocol } = new URL(page.url ?? page);
  const same = () => origin;
  const sameSite = () => random.pick(RELATED[origin] ?? [origin]);
  const crossSite = () => random.pick(OTHERS);
  const insecure = () => random.pick(INSECURE);
  return random.weighted([[10, same], [38, sameSite], [44, crossSite], [protocol === 'http:' ? 20 : 4, insecure]])();
}

const TAILS = ['x', 'x', 'x', 'x', 'items/7', 'x?q=1', 'x?a=b c', 'x#part', 'x#', 'é', '%7Ex', 'a b', "x'y", 'x?%20', ''];

/** @param {import('./random.mjs').Random} random @param {string} origin */
export const urlAt = (random, origin) => `${origin}${CASE}${random.pick(TAILS)}`;

/** URLs that are special in some way. @param {import('./random.mjs').Random} random */
export function specialUrl(random, page) {
  const { origin } = new URL(page.url ?? page);
  return random.pick([
    `${CASE}x`, `.${CASE}x`, `//api.example.org${CASE}x`, `https://user:pw@api.example.org${CASE}x`,
    `https://user@api.example.org${CASE}x`, `${origin.replace('://', '://me@')}${CASE}x`, `HTTPS://API.example.ORG${CASE}x`,
    `https://api.example.org:443${CASE}x`, `https://api.example.org.${CASE}x`, `https:\\\\api.example.org${CASE}x`,
    `https://api.example.org:22${CASE}x`, `https://api.example.org:6667${CASE}x`, `ftp://api.example.org${CASE}x`, `https://[::1]${CASE}x`,
    `http://0x7f.1:9000${CASE}x`, 'https://exa mple.org/', 'https://', `data:text/plain,${CASE}`,
    `data:application/json;base64,e30=`, `about:blank?${CASE}`, `mailto:${CASE}`, `ws://api.example.org${CASE}x`,
    `app:${CASE}`, `file://${CASE}x`, `blob:https://blobs.example${CASE}`,
  ]);
}
