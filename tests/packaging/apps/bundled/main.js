import { CorslabError, simulate } from 'corslab';
import { report } from '../report.js';

globalThis.report = report({ CorslabError, simulate });
