import * as corslab from 'corslab';
import { report } from '../report.js';

export default {
  /** What `workerd test` runs. It fails when this throws. */
  test(controller, { EXPECTED }) {
    const found = JSON.stringify(report(corslab));
    if (found !== EXPECTED) throw new Error(`expected ${EXPECTED} and found ${found}`);
  },
};
