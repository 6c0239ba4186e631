//#region test
import { allowCors, exposeHeaders, refuseCors } from 'corslab/check';
import test from 'node:test';
import { app } from './app.js';
//#endregion
