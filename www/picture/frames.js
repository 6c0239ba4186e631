/**
 * Verdict → frames: the story of a request in a few steps, each with the decisions of the trace that belong to it. It
 * regroups what the verdict says and decides nothing itself.
 */
import { hostOf } from '../host.js';

/**
 * @typedef {import('corslab').Step} Step
 * @typedef {import('corslab').Exchange} Exchange
 * @typedef {import('corslab').Verdict} Verdict
 *
 * @typedef {object} Frame
 * @property {'ask' | 'cached' | 'send' | 'reply' | 'judge' | 'follow' | 'stop' | 'never' | 'deliver'} kind
 *   `ask`: the page asks, and the browser prepares the request; `cached`: an earlier preflight is remembered; `send` and
 *   `reply`: a message on the wire; `judge`: the browser checks the reply; `follow`: it follows a redirect; `stop`: it
 *   refuses before anything is sent; `never`: a request that is never sent; `deliver`: what the page gets
 * @property {number | null} exchange which of the verdict's exchanges it is about
 * @property {number} hop
 * @property {number | null} server which of the servers it is about
 * @property {Decision[]} decisions what the browser decides here
 * @property {'pass' | 'fail' | null} gate how a check came out
 * @property {'request' | 'reply' | null} side the message whose headers the decisions are about
 * @property {{ method: string, url: string } | null} target the request that is never sent, as far as it is known
 *
 * @typedef {Step & { number: number }} Decision a step of the trace with its place there, from 1
 *
 * @typedef {object} Story
 * @property {string[]} servers the host of each lane, in the order in which they come in
 * @property {Frame[]} frames
 */

/** @param {Verdict} verdict @returns {Story} */
export function storyOf(verdict) {
  const steps = verdict.trace.map((step, index) => ({ ...step, number: index + 1 }));
  /** @type {string[]} */
  const servers = [];
  const exchanges = verdict.exchanges.flatMap((_, index) => exchangeFrames(verdict, steps, index, servers));
  // Where an engine looks again at a redirect that it has followed, that comes last.
  const late = exchanges.filter(({ kind, gate, exchange }) => kind === 'judge' && gate === 'fail' && verdict.exchanges[exchange ?? 0].result === 'redirected');
  const frames = [beginning(verdict, steps), ...exchanges.filter((one) => !late.includes(one)), ...late, ...ending(verdict, steps, servers)];
  return { servers, frames };
}

/** @param {string} url @param {string[]} servers gets the host where it is new @returns {number} its lane */
function laneOf(url, servers) {
  const host = hostOf(url);
  if (!servers.includes(host)) servers.push(host);
  return servers.indexOf(host);
}

/** @param {Frame['kind']} kind @param {Partial<Frame>} [rest] @returns {Frame} */
function frame(kind, rest = {}) {
  return { kind, exchange: null, hop: 0, server: null, decisions: [], gate: null, side: null, target: null, ...rest };
}

/** The page asks, and what it takes before the first request is ready. @param {Verdict} verdict @param {Decision[]} steps */
function beginning(verdict, steps) {
  return frame('ask', { decisions: prepared(verdict, steps.filter(({ exchange }) => exchange === 0 || exchange === null), 0) });
}

/** What is decided until a hop's first request goes. @param {Verdict} verdict @param {Decision[]} steps @param {number} hop */
function prepared(verdict, steps, hop) {
  const decisions = preparing(steps.filter((step) => step.hop === hop && step.result !== 'fail'));
  return isRemembered(verdict, hop) ? decisions.slice(0, -1) : decisions;
}

/** What is decided before a request is sent, besides its headers. @param {Decision[]} steps */
function preparing(steps) {
  return steps.filter(({ moment, header }) => moment === 'request' && header === undefined);
}

/** @param {Verdict} verdict @param {Decision[]} steps @param {number} index @param {string[]} servers */
function exchangeFrames(verdict, steps, index, servers) {
  const { kind, hop, request, reply } = verdict.exchanges[index];
  const about = { exchange: index, hop, server: laneOf(request.url, servers) };
  const own = steps.filter(({ exchange }) => exchange === index);
  const sending = own.filter(({ moment, header }) => moment === 'request' && header !== undefined);
  const judging = own.filter(({ moment }) => moment === 'response');
  const frames = [
    frame('send', { ...about, side: 'request', decisions: sending }),
    ...(reply
      ? [frame('reply', { ...about, side: 'reply' }), ...judgements(judging).map(judgement(about))]
      : [frame('reply', { ...about, decisions: judging, gate: 'fail' })]),
  ];
  if (kind === 'actual' && isRemembered(verdict, hop)) frames.unshift(frame('cached', { ...about, decisions: preparing(own).slice(-1) }));
  return verdict.exchanges[index].result === 'redirected' ? [...frames, followed(verdict, judging, steps, about)] : frames;
}

/** Whether a preflight was needed at the hop, and none was sent. @param {Verdict} verdict @param {number} hop */
function isRemembered({ preflight, exchanges }, hop) {
  return preflight.because.some((reason) => reason.hop === hop) && !exchanges.some((other) => other.hop === hop && other.kind === 'preflight');
}

/**
 * The checks of a reply: decisions of one algorithm that follow each other, where at least one passes or fails.
 *
 * @param {Decision[]} steps
 * @returns {Decision[][]}
 */
function judgements(steps) {
  /** @type {Decision[][]} */
  const runs = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run && run[0].algorithm === step.algorithm) run.push(step);
    else runs.push([step]);
  }
  return runs.filter((run) => run.some(isCheck));
}

/** @param {Step} step */
function isCheck({ result }) {
  return result === 'pass' || result === 'fail';
}

/** @param {Partial<Frame>} about @returns {(decisions: Decision[]) => Frame} */
const judgement = (about) => (decisions) =>
  frame('judge', { ...about, side: 'reply', decisions, gate: decisions.some(({ result }) => result === 'fail') ? 'fail' : 'pass' });

/** What comes after the checks. @param {Decision[]} judging */
function afterChecks(judging) {
  const checked = new Set(judgements(judging).flat());
  return judging.filter((step) => !checked.has(step) && step.result !== 'no');
}

/**
 * A redirect, with what is decided anew for the URL that it leads to.
 *
 * @param {Verdict} verdict
 * @param {Decision[]} judging
 * @param {Decision[]} steps
 * @param {{ exchange: number, hop: number, server: number }} about
 */
function followed(verdict, judging, steps, about) {
  return frame('follow', { ...about, side: 'reply', decisions: [...afterChecks(judging), ...prepared(verdict, steps, about.hop + 1)] });
}

/** What is refused before it is sent, what is never sent, and what the page gets. @param {Verdict} verdict @param {Decision[]} steps @param {string[]} servers */
function ending(verdict, steps, servers) {
  const frames = [];
  const failure = steps.find(({ result }) => result === 'fail');
  const last = verdict.exchanges.at(-1);
  if (failure?.moment === 'request') frames.push(frame('stop', { hop: failure.hop, decisions: [failure], gate: 'fail' }));
  if (failure && (failure.moment === 'request' || last?.kind === 'preflight' || last?.result === 'redirected')) {
    const target = unsent(last, steps);
    frames.push(frame('never', { hop: failure.hop, target, server: laneOf(target?.url ?? '', servers) }));
  }
  return [...frames, failure ? refusal(verdict, failure) : delivery(steps)];
}

/** Nothing reaches the page, for the reason given. @param {Verdict} verdict @param {Decision} failure */
function refusal({ exchanges }, failure) {
  const { exchange, hop, moment } = failure;
  const isOfReply = exchange !== null && moment === 'response' && exchanges[exchange].reply !== null;
  return frame('deliver', { exchange, hop, side: isOfReply ? 'reply' : null, decisions: [failure] });
}

/** @param {Decision[]} steps */
function delivery(steps) {
  const { exchange, hop } = steps.at(-1) ?? { exchange: null, hop: 0 };
  const decisions = afterChecks(steps.filter((step) => step.exchange === exchange && step.moment === 'response'));
  return frame('deliver', { exchange, hop, side: exchange === null ? null : 'reply', decisions });
}

/**
 * The request that is never sent: a preflight names its method, a redirect its URL.
 *
 * @param {Exchange | undefined} last
 * @param {Step[]} steps
 */
function unsent(last, steps) {
  if (!last) return null;
  if (last.kind === 'preflight') {
    const method = last.request.headers.find(([name]) => name.toLowerCase() === 'access-control-request-method')?.[1];
    return { method: method ?? '', url: last.request.url };
  }
  const location = steps.findLast(({ header, result }) => header === 'Location' && result === 'set')?.value;
  return location === undefined ? null : { method: '', url: location };
}
