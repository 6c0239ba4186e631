/** Disagreements, told so that a person can mend them. */
import { format } from '../recorder/corpus.mjs';
import { sideBySide } from './compare.mjs';
import { LAUNCH } from './drivers.mjs';
import { classes } from './judge.mjs';
import { shrink } from './shrink.mjs';
import { Stage } from './stage.mjs';
import { scenariosOf, verdictsOf } from './verdicts.mjs';

/**
 * Each kind of disagreement by its smallest scenario, with both answers.
 *
 * @param {import('./judge.mjs').Figures} figures
 * @param {number} most how many to make small
 */
export async function explain({ engine, unexplained }, most) {
  const kinds = classes(unexplained);
  if (kinds.length === 0) return;
  console.log(`\n${engine}: ${unexplained.length} disagreements of ${kinds.length} kinds`);
  for (const [kind, each] of kinds) console.log(`  ${String(each.length).padStart(5)}  ${kind}  (${each.slice(0, 5).map(({ index }) => `#${index}`).join(', ')})`);
  if (most === 0) return;
  const stage = await Stage.open(LAUNCH[engine]);
  try {
    for (const [kind, [{ index, item, differences }]] of kinds.slice(0, most)) {
      const small = await shrink(stage, item, differences[0]);
      console.log(`\n## ${kind} (scenario #${index}, made small)\n`);
      show(engine, small);
    }
  } finally {
    await stage.close();
  }
}

function show(engine, { item, observation }) {
  for (const { path, browser, corslab } of sideBySide(observation, verdictsOf(item, engine))) {
    const [theirs, ours] = [JSON.stringify(browser), JSON.stringify(corslab)];
    if (theirs === ours) console.log(`  ${path}: ${theirs}`);
    else console.log(`≠ ${path}\n    ${engine.padEnd(8)} ${theirs}\n    corslab  ${ours}`);
  }
  console.log(`\n${callOf(item, engine)}`);
}

/** JavaScript that gives the verdicts of an item. */
function callOf(item, engine) {
  const lines = ["import { simulate } from 'corslab';", ''];
  const calls = scenariosOf(item, engine);
  if (calls.length === 1) return [...lines, `console.log(simulate(${format(calls[0])}));`].join('\n');
  const steps = calls.map((scenario, i) => {
    const text = format(scenario);
    return `const verdict${i} = simulate(${i === 0 ? text : text.replace('"preflightCache": []', `"preflightCache": verdict${i - 1}.preflightCache`)});`;
  });
  return [...lines, ...steps, `console.log(${calls.map((_, i) => `verdict${i}`).join(', ')});`].join('\n');
}
