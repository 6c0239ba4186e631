/** `corslab check`: a real request, as a page would make it, and what the browser makes of the answers. */
import { CONNECTION_OPTIONS } from './connection.js';
import { REQUEST_OPTIONS } from './question.js';
import { EXIT } from './usage.js';

const ENGINES = ['chromium', 'firefox', 'webkit', 'standard'];

/** @type {import('./help.js').Command} */
export const command = {
  summary: 'Ask a server as a page would, and say what the browser makes of the answers',
  usage: '(URL | - | @FILE | --curl COMMAND) --from ORIGIN [options]',
  about:
    'Sends what a browser would send for a page of ORIGIN, preflight and all, and prints the exchanges with the verdict. ' +
    'Instead of a URL it takes a pasted curl command or fetch() (Copy as cURL, Copy as fetch): as the argument, in a file, or on the standard input. ' +
    'Nothing is sent but to the server of the URL; a redirect elsewhere needs --location. A request that may change something is not sent without --unsafe: its preflight is, and is judged. ' +
    'With --reply or --har nothing is sent at all.',
  options: {
    from: { value: 'ORIGIN', about: 'The page that asks: its origin or URL, or null for a sandboxed one. A pasted Origin or Referer is taken where it is left out' },
    ...REQUEST_OPTIONS,
    expose: { value: 'NAMES', many: true, about: 'Headers of the response that the script must be able to read, too: "X-Total, Link"' },
    engine: { value: 'NAME', choices: [...ENGINES, 'all'], about: `Whose behaviour: ${ENGINES.join(', ')} or all. Default: chromium` },
    unsafe: { about: 'Send the request whatever its method, even if it may change something on the server (anything but GET, HEAD and OPTIONS)' },
    location: { short: 'L', about: 'Follow redirects to other hosts, as a browser does' },
    ...CONNECTION_OPTIONS,
    curl: { value: 'COMMAND', about: 'A pasted curl command. Its -k, -L, --resolve, --connect-to, --cacert and -m count, too' },
    reply: { value: 'FILE', many: true, about: 'No request: the reply is in this file, as curl -i or -v prints it. Once for each redirect; - is the standard input' },
    'preflight-reply': { value: 'FILE', many: true, about: 'The reply to the preflight. Default: the status and headers of --reply' },
    har: { value: 'FILE', about: 'No request: the exchanges are in this HAR. The URL, or a part of it, says which; all without it' },
    json: { about: 'Print the verdict as JSON' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'markdown', 'junit', 'sarif'], about: 'text, json, markdown, junit or sarif. Default: text' },
    'show-secrets': { about: 'Show cookies and Authorization as they are, and not ***' },
    verbose: { short: 'v', about: 'Every decision on the way, too, with the bytes that were compared' },
    include: { short: 'i', about: 'Accepted as in curl: the heads of replies are always shown' },
    silent: { short: 's', about: 'Print nothing: the exit code tells' },
  },
  examples: [
    ['corslab check https://api.example.com/items --from https://app.example.com', 'May a page of app.example.com read it?'],
    ['corslab check https://api.example.com/items --from https://app.example.com -X PUT -H "Content-Type: application/json" --credentials', 'Would the preflight pass? The PUT itself is not sent'],
    ['corslab check http://localhost:3000/items --from http://localhost:5173 --engine all', 'What Chromium, Firefox, WebKit and the standard say'],
    ['corslab check https://api.example.com/ --from https://app.example.com --resolve https://api.example.com=http://127.0.0.1:3000', 'A process on this machine, as if it were deployed'],
    ['pbpaste | corslab check - --from https://app.example.com', 'Copy as cURL or Copy as fetch, pasted'],
    ['curl -si https://api.example.com/ | corslab check https://api.example.com/ --from https://app.example.com --reply -', 'A reply that you have already'],
  ],
  exits: [
    [EXIT.ok, 'The browser lets it through. With a preflight alone: the preflight is accepted'],
    [EXIT.found, 'It is refused, or a header of --expose is hidden; with --engine all: by one of them'],
    [EXIT.usage, 'An option or a file makes no sense'],
    [EXIT.unknown, 'Nothing can be told: no connection, a redirect elsewhere without --location, or a request that needs --unsafe and no preflight'],
  ],
  run: async (given) => (await import('./check-run.js')).runCheck(given),
};
