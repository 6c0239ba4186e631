/** What a page asked for, and what must be read from what DevTools copied of it: written by hand, from the script. */

/** Quotes of every kind, what shells would replace, a line end, and only ASCII: Windows' clipboard loses the rest. */
const ODD = `it's "odd" \\ $HOME %PATH% %41 ^ & | < > ! \`x\`\nsecond line`;

/** @typedef {import('corslab').RequestDescription} RequestDescription */

/** @type {{ name: string, path: string, script: string, asked: RequestDescription }[]} */
export const REQUESTS = [
  {
    name: 'PUT with JSON, headers and cookies',
    path: '/items?q=1&r=%20x',
    script: `fetch('http://api.example.com/items?q=1&r=%20x', { method: 'PUT', credentials: 'include', headers: { 'Content-Type': 'application/json', 'X-Trace': "it's 100% \\"sure\\"" }, body: ${JSON.stringify(JSON.stringify({ text: ODD }))} })`,
    asked: { url: 'http://api.example.com/items?q=1&r=%20x', method: 'PUT', credentials: 'include', headers: [['Content-Type', 'application/json'], ['X-Trace', 'it\'s 100% "sure"']], body: { kind: 'text', text: JSON.stringify({ text: ODD }) } },
  },
  {
    name: 'POST with text of two lines',
    path: '/items?text',
    script: `fetch('http://api.example.com/items?text', { method: 'POST', body: ${JSON.stringify(ODD)} })`,
    asked: { url: 'http://api.example.com/items?text', method: 'POST', headers: [['Content-Type', 'text/plain;charset=UTF-8']], body: { kind: 'text', text: ODD } },
  },
  {
    name: 'POST of a form',
    path: '/items?form',
    script: `fetch('http://api.example.com/items?form', { method: 'POST', body: new URLSearchParams({ a: 'b c', d: "e'f&" }) })`,
    asked: { url: 'http://api.example.com/items?form', method: 'POST', headers: [['Content-Type', 'application/x-www-form-urlencoded;charset=UTF-8']], body: { kind: 'text', text: 'a=b+c&d=e%27f%26' } },
  },
  {
    name: 'a refused GET',
    path: '/closed',
    script: `fetch('http://api.example.com/closed')`,
    asked: { url: 'http://api.example.com/closed' },
  },
  {
    name: 'a DELETE whose preflight fails',
    path: '/unauthorized',
    script: `fetch('http://api.example.com/unauthorized', { method: 'DELETE' })`,
    asked: { url: 'http://api.example.com/unauthorized', method: 'DELETE' },
  },
  {
    name: 'a redirect',
    path: '/redirect',
    script: `fetch('http://api.example.com/redirect')`,
    asked: { url: 'http://api.example.com/redirect' },
  },
  {
    name: 'no-cors',
    path: '/items?no-cors',
    script: `fetch('http://api.example.com/items?no-cors', { mode: 'no-cors' })`,
    asked: { url: 'http://api.example.com/items?no-cors', mode: 'no-cors' },
  },
  {
    name: 'an image with crossorigin',
    path: '/items?img',
    script: `new Promise((resolve) => { const image = new Image(); image.onload = image.onerror = resolve; image.crossOrigin = 'anonymous'; image.src = 'http://api.example.com/items?img'; })`,
    asked: { url: 'http://api.example.com/items?img', initiator: 'img', crossorigin: 'anonymous' },
  },
  {
    name: 'an EventSource with credentials',
    path: '/events',
    script: `new Promise((resolve) => { const events = new EventSource('http://api.example.com/events', { withCredentials: true }); events.onopen = events.onerror = () => { events.close(); resolve(); }; })`,
    asked: { url: 'http://api.example.com/events', initiator: 'eventsource', credentials: 'include' },
  },
  {
    name: 'XMLHttpRequest with credentials',
    path: '/items?xhr',
    script: `new Promise((resolve) => { const xhr = new XMLHttpRequest(); xhr.open('GET', 'http://api.example.com/items?xhr'); xhr.withCredentials = true; xhr.onloadend = resolve; xhr.send(); })`,
    asked: { url: 'http://api.example.com/items?xhr', credentials: 'include' },
  },
];
