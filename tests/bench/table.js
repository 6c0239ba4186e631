/** The figures as a table. */

/**
 * @param {object} result
 * @param {string} result.node
 * @param {{ name: string, how: string }[]} result.contenders
 * @param {import('./bench.js').Group[]} result.groups
 * @param {{ way: string, min: number, median: number, max: number }[]} result.firstCalls
 */
export function print({ node, contenders, groups, firstCalls }) {
  console.log(`\nNode ${node}`);
  for (const { name, how } of contenders) console.log(`  ${name.padEnd(24)} ${how}`);
  for (const { title, browsers, rows } of groups) {
    console.log(`\n${title}${browsers && `. Browsers: ${browsers}`}`);
    console.log(line('', 'per second', 'µs each', 'times slower', 'verdict'));
    const [{ microseconds: own }] = rows;
    for (const { contender, microseconds, verdict } of rows) {
      const rate = Math.round(1e6 / microseconds).toLocaleString('en');
      console.log(line(contender, rate, microseconds.toFixed(1), (microseconds / own).toFixed(1), verdict));
    }
  }
  console.log('\nThe first verdict in a fresh process, the import included, in ms');
  console.log(line('', 'fastest', 'median', 'slowest', ''));
  for (const { way, min, median, max } of firstCalls) {
    console.log(line(way, min.toFixed(1), median.toFixed(1), max.toFixed(1), ''));
  }
}

/** @param {string[]} cells */
function line(...[name, a, b, c, verdict]) {
  return `  ${name.padEnd(24)} ${a.padStart(12)} ${b.padStart(10)} ${c.padStart(13)}   ${verdict}`.trimEnd();
}
