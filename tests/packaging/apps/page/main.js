import * as corslab from '/node_modules/corslab/dist/index.js';
import { report } from '../report.js';

globalThis.report = report(corslab);
