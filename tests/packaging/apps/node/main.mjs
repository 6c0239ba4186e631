import * as corslab from 'corslab';
import { report } from '../report.js';

console.log(JSON.stringify(report(corslab)));
