/** Disagreements, told so that a person can mend them. */
import { format } from '../recorder/corpus.mjs';
import { compare } from './compare.mjs';
import { LAUNCH } from './drivers.mjs';
import { classes } from './judge.mjs';
import { asSequence } from './play.mjs';
import { shrink } from './shrink.mjs';
import { Stage } from './stage.mjs';
import { verdictsOf } from './verdicts.mjs';

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
  for (const { path, browser, corslab } of compare(observation, verdictsOf(item, engine))) {
    console.log(`${path}\n  ${engine.padEnd(8)} ${JSON.stringify(browser)}\n  corslab  ${JSON.stringify(corslab)}`);
  }
  const { steps, ...rest } = asSequence(item);
  console.log(steps.map(({ request, server }) => `\nsimulate(${format({ ...rest, request, server, engine })})`).join('\n'));
  if (steps.length > 1) console.log('\n(each with the preflightCache of the verdict before)');
}
