const corslab = require('corslab');

import('../report.js').then(({ report }) => console.log(JSON.stringify(report(corslab))));
