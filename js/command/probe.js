/** `corslab probe`: who gets in beside those who should. */
import { CONNECTION_OPTIONS } from './connection.js';
import { EXIT } from './usage.js';

/** @type {import('./help.js').Command} */
export const command = {
  summary: 'Try origins that attackers would use, made from those that you allow',
  usage: 'URL --allowed LIST [options]',
  about:
    'Makes of each allowed origin what an attacker would (another suffix, prefix, port, scheme, a sandboxed frame …), asks as pages of these, and says which are let in. ' +
    'It also looks whether a cache could mix answers up, and whether errors keep their CORS headers. It sends GET and OPTIONS, nothing else.',
  options: {
    allowed: { value: 'LIST', many: true, about: 'The origins that the server shall let in, separated by commas' },
    method: { short: 'X', value: 'METHOD', aliases: ['request'], about: 'Which preflight is asked for; such a request is never sent. Default: PUT' },
    header: { short: 'H', value: 'LINE', many: true, about: `A header that the app's requests have: "Name: value"` },
    credentials: { value: 'MODE', bare: 'include', choices: ['include', 'omit', 'same-origin'], about: 'How the allowed pages ask. Default: it is enough that they can with or without' },
    'error-paths': { value: 'LIST', many: true, about: 'Paths that answer with errors (401, 500 …), beside one that does not exist' },
    engine: { value: 'NAME', choices: ['chromium', 'firefox', 'webkit', 'standard'], about: 'Whose behaviour: chromium, firefox, webkit or standard. Default: chromium' },
    location: { short: 'L', about: 'Follow redirects to other hosts' },
    concurrency: { value: 'NUMBER', about: 'How many requests at a time. Default: 4' },
    ...CONNECTION_OPTIONS,
    json: { about: 'Print the report as JSON' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'markdown', 'sarif'], about: 'text, json, markdown or sarif. Default: text' },
    artifact: { value: 'FILE', about: 'With sarif: the file that the findings are about, such as the one with the policy. Default: the URL' },
  },
  examples: [
    ['corslab probe https://api.example.com/me --allowed https://app.example.com,https://admin.example.com', 'Who gets in beside these two'],
    ['corslab probe http://localhost:3000/ --allowed http://localhost:5173 --format sarif --artifact src/cors.ts > cors.sarif', 'For code scanning'],
  ],
  exits: [
    [EXIT.ok, 'Nothing was found, or notes alone'],
    [EXIT.found, 'Somebody gets in, an allowed origin does not, or caches or errors are not right'],
    [EXIT.usage, 'An option makes no sense'],
    [EXIT.unknown, 'The server gave no answer'],
  ],
  run: async (given) => (await import('./probe-run.js')).runProbe(given),
};
