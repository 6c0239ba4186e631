/** How `corslab probe` runs. */
import { json } from './json.js';
import { listOf } from './lists.js';
import { ask } from './matrix-run.js';
import { print, progress } from './output.js';
import { readHeader } from './question.js';
import { EXIT, UsageError } from './usage.js';

// In the program's one file a static import would be loaded with every command.
const { probeOrigins } = await import('corslab/matrix');

/** @typedef {import('./arguments.js').Values} Values */

/** @param {{ values: Values, positionals: string[] }} given */
export async function runProbe({ values, positionals }) {
  const { url, target, options } = ask(values, positionals, 'probe https://api.example.com/ --allowed https://app.example.com');
  const allowed = listOf(values.allowed);
  if (allowed.length === 0) throw new UsageError('--allowed is missing: name the origins that shall get in, as in --allowed https://app.example.com');
  const line = progress();
  try {
    const report = await probeOrigins(target, {
      url,
      ...options,
      allowed,
      ...(values.method !== undefined && { method: values.method }),
      ...(values.header && { headers: values.header.flatMap(readHeader) }),
      ...(values.credentials !== undefined && { credentials: values.credentials }),
      ...(values['error-paths'] && { errorPaths: listOf(values['error-paths']) }),
      onProgress: line.step,
    });
    line.end();
    print(written(report, values));
    if (report.findings.some(({ code }) => code === 'no-answer')) return EXIT.unknown;
    return report.ok ? EXIT.ok : EXIT.found;
  } finally {
    line.end();
  }
}

/** @param {import('corslab/matrix').ProbeReport} report @param {Values} values */
function written(report, values) {
  switch (values.json ? 'json' : values.format) {
    case 'json':
      return json(report);
    case 'markdown':
      return report.toMarkdown();
    case 'sarif':
      return json(report.toSARIF(values.artifact === undefined ? {} : { artifact: values.artifact }));
    default:
      return report.toText();
  }
}
