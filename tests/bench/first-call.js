/** How long the first verdict takes in a fresh Node process, from before the import to after the verdict. */
import { execFileSync } from 'node:child_process';
import { inRoot } from '../../js/build/root.js';
import { median } from './measure.js';

/** @type {Record<string, string>} */
const WAYS = {
  'import (ESM)': `const { simulate } = await import(process.argv[1]);`,
  'require (CommonJS)': `const { simulate } = require(process.argv[1]);`,
};

/**
 * @param {import('./scenarios.js').Case} item
 * @param {number} processes
 */
export function measureFirstCalls({ scenario }, processes) {
  return Object.entries(WAYS).map(([way, load]) => {
    const times = Array.from({ length: processes }, () => firstCall(load, scenario));
    return { way, min: Math.min(...times), median: median(times), max: Math.max(...times) };
  });
}

/**
 * @param {string} load
 * @param {object} scenario
 */
function firstCall(load, scenario) {
  const isModule = load.includes('import(');
  const program = `const start = performance.now(); ${load}
    const { outcome } = simulate(JSON.parse(process.argv[2]));
    console.log(JSON.stringify({ took: performance.now() - start, outcome }));`;
  const entry = inRoot(isModule ? 'dist/index.js' : 'dist/index.cjs');
  const type = isModule ? 'module' : 'commonjs';
  const args = [`--input-type=${type}`, '--eval', program, entry, JSON.stringify(scenario)];
  const { took, outcome } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  if (outcome !== 'readable') throw new Error(`A fresh process answered ${outcome}`);
  return took;
}
