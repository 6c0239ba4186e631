import * as corslab from 'corslab/slim';
import { report } from '../report.js';

try {
  corslab.version();
} catch (error) {
  console.error(error.message);
}
await corslab.init();
console.log(JSON.stringify(report(corslab)));
