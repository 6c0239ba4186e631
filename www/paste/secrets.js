/** What of a scenario opens doors, and travels with a link to it. */
import { headerPairs } from '../headers.js';

const OF_REQUESTS = ['authorization', 'proxy-authorization', 'cookie'];
const OF_REPLIES = ['set-cookie'];

/**
 * @param {import('../state.js').Scenario} scenario
 * @returns {string[]} the names of the headers whose values it holds, each once
 */
export function secretsIn({ request, server, cookies }) {
  const replies = [server].flat().flatMap((answer) => [answer?.preflight, answer?.response]);
  const found = [
    ...namesIn(request?.headers, OF_REQUESTS),
    ...(Array.isArray(cookies) && cookies.some((cookie) => cookie?.value) ? ['Cookie'] : []),
    ...replies.flatMap((reply) => namesIn(reply?.headers, OF_REPLIES)),
  ];
  return [...new Set(found)];
}

/** @param {unknown} headers @param {string[]} wanted in lower case */
function namesIn(headers, wanted) {
  return headerPairs(headers)
    .filter(([name, value]) => wanted.includes(name.toLowerCase()) && value !== '')
    .map(([name]) => name.toLowerCase().replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase()));
}
