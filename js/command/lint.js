/** `corslab lint`: mistakes in the headers of a reply. */
import { EXIT } from './usage.js';

/** @type {import('./help.js').Command} */
export const command = {
  summary: 'Look for mistakes in the headers of a reply, without a request',
  usage: '[FILE | -]… [options]',
  about:
    'Reads what curl -i or curl -v printed, or bare header lines, from files or the standard input, and tries them with requests that such headers are meant for. Nothing is sent. ' +
    'Without --from it takes the origin that Access-Control-Allow-Origin names for the page.',
  options: {
    from: { value: 'ORIGIN', about: 'The page that shall be able to read it: then it is a mistake, too, if it is not' },
    url: { value: 'URL', about: 'The URL that was asked for. Default: one of another origin, by https' },
    preflight: { about: 'It is the reply to OPTIONS. Default: what its headers look like' },
    response: { about: 'It is the response to the request itself' },
    json: { about: 'Print the findings as JSON' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'sarif'], about: 'text, json or sarif. Default: text' },
  },
  examples: [
    ['curl -si https://api.example.com/items -H "Origin: https://app.example.com" | corslab lint', 'The reply of a server'],
    ['corslab lint headers.txt --from https://app.example.com', 'A file, for one page'],
    ['corslab lint replies/*.txt --format sarif > lint.sarif', 'For code scanning'],
  ],
  exits: [
    [EXIT.ok, 'Nothing was found, or notes alone'],
    [EXIT.found, 'An error or a warning was found'],
    [EXIT.usage, 'An option or a file makes no sense'],
  ],
  run: async (given) => (await import('./lint-run.js')).runLint(given),
};
