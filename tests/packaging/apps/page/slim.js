import * as corslab from '/node_modules/corslab/dist/slim.js';
import { report } from '../report.js';

await corslab.init();
globalThis.report = report(corslab);
