/**
 * The package as its users meet it: packed once, installed once, then used from one little app of each kind.
 * One file, because each file is a process of its own and the installation is shared.
 */
import { after } from 'node:test';
import { removeSandbox } from './sandbox.js';

import './tarball.js';
import './node.js';
import './runners.js';
import './matchers.js';
import './bundlers.js';
import './pages.js';
import './workerd.js';
import './command.js';

after(removeSandbox);
