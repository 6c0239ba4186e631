const { readFileSync } = require('node:fs');
const corslab = require('corslab/slim');

corslab.initSync(readFileSync(require.resolve('corslab/corslab.wasm')));
import('../report.js').then(({ report }) => console.log(JSON.stringify(report(corslab))));
