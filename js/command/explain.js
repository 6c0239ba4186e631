/** `corslab explain`: from a console line to its cause and fix. */
import { EXIT } from './usage.js';

/** @type {import('./help.js').Command} */
export const command = {
  summary: "From a line of the browser's console to its cause and fix",
  usage: '(LINE | -) [--har FILE] [options]',
  about:
    "Takes a line that Chromium, Firefox or Safari printed, in today's words or those of ten years, with the noise that comes with pasting: as the argument, or on the standard input. " +
    'It knows nothing but the line. With --har it finds the request in what the network panel saved, and judges that. Nothing is sent.',
  options: {
    har: { value: 'FILE', about: "A HAR of the same visit: the request is found by the line's URL and origin, and judged whole" },
    json: { about: 'Print the explanation as JSON; with --har the verdict' },
    'show-secrets': { about: 'Show cookies and Authorization as they are, and not ***' },
  },
  examples: [
    [`corslab explain "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: …"`, 'What it means and who has to change what'],
    ['pbpaste | corslab explain -', 'Several lines, as copied from the console'],
    ['corslab explain --har app.example.com.har - < console.txt', 'With the headers that were sent and received'],
  ],
  exits: [
    [EXIT.ok, 'It is explained'],
    [EXIT.found, 'There is no such line in the text, or no such request in the HAR'],
    [EXIT.usage, 'An option or a file makes no sense'],
  ],
  run: async (given) => (await import('./explain-run.js')).runExplain(given),
};
