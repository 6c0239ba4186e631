/** A recorded answer and a verdict, brought into one form: the facts that can be observed in a browser. */
import { interestingHeaders } from '../../recorder/scripted-server.mjs';

/** What the recorder wrote down, without what only one version of a browser says. */
export function recordedFacts({ outcome, response, preflight, exchanges }) {
  const facts = { preflight, exchanges };
  if (outcome !== null) facts.outcome = outcome;
  if (response !== null) facts.response = response;
  if (outcome === 'network-error') facts.response = null;
  return structuredClone(facts);
}

/** The same facts of a verdict; `like` says which parts of the response a script could observe. */
export function verdictFacts(verdict, like) {
  const facts = {
    preflight: verdict.preflight.decision,
    exchanges: verdict.exchanges.map(({ kind, hop, request }) => ({
      kind, hop, method: request.method, url: onTheWire(request.url), headers: interestingHeaders(request.headers),
    })),
  };
  if ('outcome' in like) facts.outcome = verdict.outcome;
  if ('response' in like) facts.response = observedResponse(verdict.response, like.response);
  return facts;
}

/** A request line and `Host` have no place for user information. */
function onTheWire(url) {
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return url;
  return Object.assign(parsed, { username: '', password: '' }).href;
}

function observedResponse(response, like) {
  if (response === null || like === null) return response;
  return Object.fromEntries(Object.keys(like).map((key) => [key, response[key]]));
}

/**
 * The facts with the standard's answer in place of the browser's where a case says that they differ.
 *
 * @param {object} facts
 * @param {{ why: string, standard: Record<string, unknown> } | undefined} differs by path, e.g. `exchanges.0.headers.cookie`;
 *   null removes it
 */
export function withStandard(facts, differs) {
  for (const [path, value] of Object.entries(differs?.standard ?? {})) setPath(facts, path.split('.'), value);
  return facts;
}

function setPath(target, [key, ...rest], value) {
  if (rest.length > 0) setPath(target[key] ??= {}, rest, value);
  else if (value === null && key !== 'response') delete target[key];
  else target[key] = value;
}
