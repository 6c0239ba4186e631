/** `corslab matrix`: a policy as a table. */
import { CONNECTION_OPTIONS } from './connection.js';
import { EXIT } from './usage.js';

/** @type {import('./help.js').Command} */
export const command = {
  summary: 'Try origins × methods × headers × credentials, and print the table',
  usage: 'URL --origins LIST [options]',
  about:
    'Asks the server for every combination, each as a browser would with an empty preflight cache, and prints who may do what. ' +
    'Requests that may change something are not sent without --unsafe: their preflights are. Lists are separated by commas; an option may be there more than once.',
  options: {
    origins: { value: 'LIST', many: true, about: 'The pages that ask: origins, or null for a sandboxed one' },
    allowed: { value: 'LIST', many: true, about: 'Pages of which each request is expected to be let through; those of --origins are then expected to be refused' },
    methods: { value: 'LIST', many: true, about: 'Default: GET' },
    headers: { value: 'LIST', many: true, about: 'What a request has, beside one that has none: names (Authorization,X-Trace), or one "Name: value". Once for each kind of request' },
    credentials: { value: 'LIST', many: true, about: 'include, omit, same-origin. Default: same-origin' },
    paths: { value: 'LIST', many: true, about: "Paths of the same server. Default: the URL's" },
    engine: { value: 'NAME', choices: ['chromium', 'firefox', 'webkit', 'standard'], about: 'Whose behaviour: chromium, firefox, webkit or standard. Default: chromium' },
    unsafe: { about: 'Send requests whatever their method, even if they may change something on the server' },
    location: { short: 'L', about: 'Follow redirects to other hosts' },
    concurrency: { value: 'NUMBER', about: 'How many requests at a time. Default: 4' },
    ...CONNECTION_OPTIONS,
    json: { about: 'Print the table as JSON' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'markdown', 'html', 'junit'], about: 'text, json, markdown, html or junit. Default: text' },
  },
  examples: [
    ['corslab matrix https://api.example.com/items --origins https://app.example.com,https://evil.example,null --methods GET,PUT --credentials omit,include', 'Who may do what'],
    ['corslab matrix https://api.example.com/items --allowed https://app.example.com --origins https://evil.example --format junit > cors.xml', 'In continuous integration'],
  ],
  exits: [
    [EXIT.ok, 'The table was made, and all is as --allowed says'],
    [EXIT.found, 'Something is not as --allowed says'],
    [EXIT.usage, 'An option makes no sense'],
    [EXIT.unknown, 'The server gave no answer'],
  ],
  run: async (given) => (await import('./matrix-run.js')).runMatrix(given),
};
