/** `node tests/examples/write.js`: brings the code blocks and tables of the pages up to date. */
import { writeFileSync } from 'node:fs';
import { prepareExamples } from '../../js/build/examples.js';

await prepareExamples();
const { pages, readPage, readmeOf, renderPage } = await import('./pages.js');
for (const page of pages()) {
  const text = await renderPage(page);
  if (text === readPage(page)) continue;
  writeFileSync(readmeOf(page), text);
  console.log(`tests/examples/${page}/README.md`);
}
process.exit();
