/** What came of a run, and how it stands beside what a browser does. */

/** By number, as the harness has them. */
export const HARNESS_STATUS = ['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'];
export const SUBTEST_STATUS = ['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'];

/**
 * @typedef {{ name: string, status: string, message?: string }} Subtest
 * @typedef {{ name: string, status: string, message?: string, subtests: Subtest[] }} FileResult
 *
 * @typedef {object} Recorded what a browser did, without what it passed
 * @property {string} version
 * @property {Record<string, { subtests: number, failures: string[] }>} files
 */

/** @param {string} version @param {FileResult[]} results @returns {Recorded} */
export function recordOf(version, results) {
  const files = results.map(({ name, subtests }) => [name, {
    subtests: subtests.length,
    failures: subtests.filter(({ status }) => status !== 'PASS').map((subtest) => subtest.name),
  }]);
  return { version, files: Object.fromEntries(files) };
}

/** @param {FileResult} result */
export const passes = ({ subtests }) => subtests.filter(({ status }) => status === 'PASS').length;

/** @param {FileResult} result what failed, each with its reason */
export const failures = ({ subtests }) => subtests.filter(({ status }) => status !== 'PASS');

/**
 * @param {FileResult[]} results
 * @param {Recorded} recorded
 * @returns {string} a line for each file, and the sum
 */
export function table(results, recorded) {
  const rows = results.map((result) => {
    const { subtests, failures: theirs } = recorded.files[result.name] ?? { subtests: NaN, failures: [] };
    return { name: result.name, passed: passes(result), of: result.subtests.length, theirs: subtests - theirs.length, theirOf: subtests, note: result.status === 'OK' ? '' : `${result.status} ${result.message ?? ''}`.split('\n')[0] };
  });
  const sum = (key) => rows.reduce((total, row) => total + (row[key] || 0), 0);
  const total = { name: 'all', passed: sum('passed'), of: sum('of'), theirs: sum('theirs'), theirOf: sum('theirOf'), note: '' };
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = ({ name, passed, of, theirs, theirOf, note }) =>
    `${name.padEnd(width)}  ${`${passed}/${of}`.padStart(9)}  ${(Number.isNaN(theirOf) ? '?' : `${theirs}/${theirOf}`).padStart(9)}  ${note}`.trimEnd();
  const head = `${''.padEnd(width)}  ${'passed'.padStart(9)}  ${'Chromium'.padStart(9)}`;
  return [head, ...rows.map(line), line(total)].join('\n');
}
