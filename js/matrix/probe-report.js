/** What a probe found, in each of its forms. */
import { BROWSERS } from '../check/report.js';
import { shown, wrapped } from '../check/text.js';
import { codeSpan, plainMarkdown } from './markup.js';
import { sarif } from './sarif.js';

/** @typedef {import('./findings.js').Finding} Finding */
/** @typedef {import('./probe-origins.js').Probe} Probe */

const WIDTH = 92;

export class ProbeReport {
  /** @param {{ url: string, allowed: string[], probes: Probe[], findings: Finding[] }} found */
  constructor({ url, allowed, probes, findings }) {
    this.url = shown(url, 400);
    this.allowed = allowed;
    this.probes = probes;
    this.findings = findings;
    const { engine, engineVersion } = probes[0].verdict;
    this.engine = engine;
    this.engineVersion = engineVersion;
    /** Whether nothing but notes was found. */
    this.ok = findings.every(({ severity }) => severity === 'note');
  }

  toText() {
    const lines = this.findings.flatMap((finding) => {
      const [where, prose] = [finding.origin === null ? '' : `  ${shown(finding.origin, 200)}`, (/** @type {string} */ text) => wrapped(shown(text), WIDTH).map((line) => `  ${line}`)];
      return ['', `${finding.severity}: ${finding.title} (${finding.code})`, ...(where === '' ? [] : [where]), ...prose(finding.message), ...prose(`Fix: ${finding.fix}`)];
    });
    return `${[this.#title(), ...lines, '', this.#sum()].join('\n')}\n`;
  }

  toMarkdown() {
    const lines = this.findings.flatMap(({ code, severity, title, origin, message, fix }) => [
      '',
      `## ${severity}: ${plainMarkdown(shown(title))}`,
      '',
      `${codeSpan(code)}${origin === null ? '' : `, ${codeSpan(shown(origin, 200))}`}`,
      '',
      plainMarkdown(shown(message)),
      '',
      `**Fix:** ${plainMarkdown(shown(fix))}`,
    ]);
    return `${[`# ${plainMarkdown(this.#title())}`, ...lines, '', this.#sum()].join('\n')}\n`;
  }

  /** Without the verdicts, which `findings` and `probes` have. */
  toJSON() {
    const { url, engine, engineVersion, ok, allowed } = this;
    const findings = this.findings.map(({ verdict: _, ...finding }) => finding);
    const probes = this.probes.map(({ verdict, preflightVerdict: _, ...probe }) => ({ ...probe, code: verdict.cause?.code ?? null }));
    return { url, engine, engineVersion, ok, allowed, findings, probes };
  }

  /**
   * For GitHub's code scanning and its like.
   *
   * @param {{ artifact?: string }} [options] the file to which the findings shall be pinned, such as the one with the policy; else the URL
   */
  toSARIF({ artifact = this.url } = {}) {
    return sarif(this.findings, artifact);
  }

  #title() {
    return `Who may read ${this.url}, by ${BROWSERS[this.engine]} ${shown(this.engineVersion)}`;
  }

  #sum() {
    const own = this.probes.filter(({ technique }) => technique === 'allowed');
    const others = this.probes.filter(({ technique }) => technique !== 'allowed');
    const count = (/** @type {Probe[]} */ probes) => `${probes.filter((probe) => probe.letIn).length} of ${probes.length}`;
    const found = this.findings.length === 0 ? 'Nothing was found. ' : '';
    return `${found}Let in: ${count(own)} allowed origins, ${count(others)} others.`;
  }
}
