/** A report for an issue tracker. Whatever a server or a link said in it stays text: no markup, no mention, no link. */
import { share } from '../strings.js';
import { codeBlock, codeSpan, prose } from './markdown-text.js';

const words = share.markdown;
/** The engines that have a console. @type {Record<string, string>} */
const CONSOLES = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' };

/**
 * @param {import('../state.js').Scenario} scenario
 * @param {import('../decide.js').Decision & { verdict: import('corslab').Verdict }} decision
 * @param {string | null} address the scenario's own link; null: it is too long for one
 */
export function asMarkdown(scenario, { verdict, engines }, address) {
  const { outcome, summary, reachedServer, cause, problems, exchanges, fixes, warnings } = verdict;
  const parts = [
    `### ${words.outcomes[outcome]}`,
    `**${words.verdict}** ${prose(summary)}`,
    `${reachedServer ? words.reached : words.notReached} ${ruleSet(verdict)}`,
    cause && [`#### ${words.why}`, problems.map(problemItem).join('\n')],
    [`#### ${words.wire}`, exchanges.length === 0 ? words.nothingSent : exchanges.flatMap(exchangeParts)],
    fixes.length > 0 && [`#### ${words.fixes}`, fixes.flatMap(fixParts)],
    warnings.length > 0 && [`#### ${words.warnings}`, warnings.map(({ code, message }) => `- ${codeSpan(code)}: ${prose(message)}`).join('\n')],
    consoles(engines),
    address === null ? words.made : `[${words.open}](${destination(address)})`,
  ];
  return `${parts.flat(2).filter(Boolean).join('\n\n')}\n`;
}

/** @param {import('corslab').Verdict} verdict */
function ruleSet({ engine, engineVersion }) {
  return words.rules(CONSOLES[engine] ?? '', engineVersion);
}

/** @param {import('corslab').Cause} problem */
function problemItem({ code, message, standard }) {
  return `- ${codeSpan(code)}: ${prose(message)} ${words.rule} [${prose(standard.algorithm)}](${destination(standard.url)}): ${prose(standard.step)}.`;
}

/** @param {import('corslab').Exchange} exchange @param {number} index */
function exchangeParts({ kind, result, request, reply }, index) {
  const sent = [`${request.method} ${request.url}`, ...request.headers.map(line)];
  const received = reply ? [String(reply.status), ...reply.headers.map(line)] : [words.noReply];
  return [`${index + 1}. ${words.kinds[kind]}: ${words.results[result]}`, codeBlock('http', [...sent, '', ...received])];
}

/** @param {[string, string]} header */
function line([name, value]) {
  return `${name}: ${value}`;
}

/** @param {import('corslab').Fix} fix */
function fixParts({ title, target, hop, headers, status, why }) {
  const place = hop > 0 ? `${words.targets[target]}, ${words.hop(hop)}` : words.targets[target];
  const changes = [
    ...(status === undefined ? [] : [`+${words.status(status)}`]),
    ...headers.flatMap(({ name, before, after }) => [...before.map((old) => `-${name}: ${old}`), ...(after === null ? [] : [`+${name}: ${after}`])]),
  ];
  return [`- ${prose(title)} (${place}). ${prose(why)}`, changes.length > 0 && codeBlock('diff', changes)];
}

/** @param {import('corslab').Verdict[]} engines */
function consoles(engines) {
  const printed = engines.filter(({ console }) => console.length > 0);
  if (printed.length === 0) return false;
  return [`#### ${words.console}`, ...printed.flatMap(({ engine, engineVersion, console }) => [`${CONSOLES[engine]} (${words.observed} ${engineVersion})`, codeBlock('text', console)])];
}

/** A link's target between angle brackets, in which only these few mean anything. @param {string} url */
function destination(url) {
  return `<${url.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character))}>`;
}
