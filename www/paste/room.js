/** What comes late: the readers of pasted text, what they say, and texts to try. */
export { showFirstFix } from './first-fix.js';
export { chosen, listAgain, readPaste, tooLarge } from './read.js';
export { showReport } from './report.js';
export { SAMPLES } from './samples.js';
