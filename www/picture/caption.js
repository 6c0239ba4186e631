/** What happens in a frame, in a sentence. */
import { picture as words } from '../strings.js';
import { cookiesOf } from '../view/verdict.js';

/** @param {import('./frames.js').Frame} frame @param {import('./frames.js').Story} story @param {import('corslab').Verdict} verdict @returns {string} */
export function captionOf(frame, { servers }, verdict) {
  const exchange = frame.exchange === null ? null : verdict.exchanges[frame.exchange];
  const host = frame.server === null ? '' : servers[frame.server];
  switch (frame.kind) {
    case 'ask':
      return askCaption(verdict);
    case 'send':
      return exchange?.kind === 'preflight' ? words.captions.preflight(host) : words.captions.send(exchange?.request.method ?? '', host, cookiesAt(exchange));
    case 'reply':
      return !exchange?.reply ? words.captions.noReply(host) : words.captions.replies[exchange.kind](host, exchange.reply.status);
    case 'judge':
      return words.captions.judge(frame.decisions[0].algorithm, frame.gate === 'pass');
    case 'follow':
      return words.captions.follow(frame.decisions.find(({ header }) => header === 'Location')?.value ?? '', reasonsAt(verdict, frame.hop + 1).length > 0);
    case 'never':
      return words.captions.never(frame.target?.method ?? '', frame.target?.url ?? '');
    case 'deliver':
      return words.captions.deliver(verdict.javascript, verdict.outcome);
    default:
      return words.captions[frame.kind];
  }
}

/** @param {import('corslab').Verdict} verdict */
function askCaption(verdict) {
  if (verdict.exchanges.length > 0) return words.captions.ask(reasonsAt(verdict, 0).length > 0);
  return verdict.outcome === 'network-error' ? words.captions.stopped : words.captions.local;
}

/** Why a preflight is needed at a hop. @param {import('corslab').Verdict} verdict @param {number} hop */
export function reasonsAt({ preflight }, hop) {
  return preflight.because.filter((reason) => reason.hop === hop);
}

/** Which cookies go with a request. @param {import('corslab').Exchange | null} exchange */
export function cookiesAt(exchange) {
  if (!exchange?.request.credentials) return words.withoutCredentials;
  const names = cookiesOf([exchange]);
  return names === null ? words.noCookies : words.cookies(names);
}
