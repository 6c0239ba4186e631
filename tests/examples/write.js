/** `node tests/examples/write.js`: brings the code blocks and tables of the pages up to date. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../../js/build/root.js';
import { prepareExamples } from '../../js/build/examples.js';

await prepareExamples();
// What the command line prints, in files of its own.
const cwd = fileURLToPath(new URL('.', import.meta.url));
const { status } = spawnSync(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--update', 'deployed-api', 'commands'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) throw new Error('an example of the command line fails: npx vitest run deployed-api commands');
const { pages, readPage, readmeOf, renderPage } = await import('./pages.js');
for (const page of pages()) {
  const text = await renderPage(page);
  if (text === readPage(page)) continue;
  writeFileSync(readmeOf(page), text);
  console.log(`tests/examples/${page}/README.md`);
}
process.exit();
