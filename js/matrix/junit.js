/** JUnit's XML, as continuous integration servers read it. */
import { escapeMarkup } from './markup.js';

/**
 * @param {string} suite
 * @param {{ className: string, name: string, failure?: { message: string, text: string }, skipped?: string }[]} cases
 */
export function junit(suite, cases) {
  const failures = cases.filter(({ failure }) => failure).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escapeMarkup(suite)}" ${counts}>`,
    ...cases.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** @param {Parameters<typeof junit>[1][number]} one */
function testCase({ className, name, failure, skipped }) {
  const open = `    <testcase classname="${escapeMarkup(className)}" name="${escapeMarkup(name)}"`;
  if (skipped !== undefined) return [`${open}>`, `      <skipped message="${escapeMarkup(skipped)}"/>`, '    </testcase>'];
  if (!failure) return [`${open}/>`];
  return [`${open}>`, `      <failure message="${escapeMarkup(failure.message)}">${escapeMarkup(failure.text)}</failure>`, '    </testcase>'];
}
