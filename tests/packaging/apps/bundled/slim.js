import { CorslabError, init, simulate } from 'corslab/slim';
import { report } from '../report.js';

await init();
globalThis.report = report({ CorslabError, simulate });
