/** `npm run build`: everything in dist/, made only where something changed. Also `npm pack`'s first step. */
import { main } from './main.js';
import { prepare } from './prerequisites.js';
import { measure } from './size.js';
import { buildAll } from './steps.js';

await main(async () => {
  await prepare();
  await buildAll();
  console.log(measure().line);
});
