/** Every test suite of the project, in the order in which `npm test` runs them. */
import { prepareBrowsers } from './browsers.js';
import { run } from './run.js';
import { runWithSecondLook } from './second-look.js';
import { testsIn } from './tests-in.js';

/** @typedef {{ name: string, what: string, needsBuild?: boolean, run(): Promise<string | void> }} Suite a run may answer with something to say of it, though it passed */

/** The workspace of what only makes sense in the .wasm; it shares the folder of what cargo builds. */
const DOOR = ['--manifest-path', 'crate/wasm/Cargo.toml'];
const DOOR_WORKSPACE = [...DOOR, '--workspace', '--locked', '--target-dir', process.env.CARGO_TARGET_DIR ?? 'target'];
const WASM = ['--target', 'wasm32-unknown-unknown'];

/** @type {Suite[]} */
export const suites = [
  {
    name: 'format',
    what: 'rustfmt finds nothing to change',
    run: async () => {
      await run('cargo', ['fmt', '--all', '--check']);
      await run('cargo', ['fmt', ...DOOR, '--all', '--check']);
    },
  },
  {
    name: 'clippy',
    what: 'clippy has no complaint',
    run: async () => {
      await run('cargo', ['clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']);
      await run('cargo', ['clippy', ...DOOR_WORKSPACE, '--all-targets', '--', '-D', 'warnings']);
      await run('cargo', ['clippy', ...DOOR_WORKSPACE, ...WASM, '--', '-D', 'warnings']);
    },
  },
  {
    name: 'rust',
    what: 'unit, vector and property tests of the core, unit tests of the rest',
    run: async () => {
      await run('cargo', ['test', '--workspace']);
      await run('cargo', ['test', ...DOOR_WORKSPACE]);
    },
  },
  {
    name: 'doc',
    what: 'the documentation builds without a warning',
    run: async () => {
      const options = { env: { RUSTDOCFLAGS: '-D warnings' } };
      await run('cargo', ['doc', '--workspace', '--no-deps'], options);
      await run('cargo', ['doc', ...DOOR_WORKSPACE, ...WASM, '--no-deps'], options);
    },
  },
  { name: 'build', what: 'everything in dist/ can be made', needsBuild: true, run: async () => {} },
  { name: 'js', what: 'the JavaScript API in Node', needsBuild: true, run: () => runTests('tests/js') },
  { name: 'page', what: 'pages, their classes and their transports, with real servers and frameworks', needsBuild: true, run: () => runTests('tests/page') },
  { name: 'check', what: 'assertions, matchers, the policy matrix and the probe', needsBuild: true, run: () => runTests('tests/check', 'tests/matrix') },
  { name: 'command', what: 'the command line, and what can be pasted into it', needsBuild: true, run: () => runTests('tests/paste', 'tests/command') },
  { name: 'examples', what: 'the pages of the documentation, each with its framework', needsBuild: true, run: () => runTests('tests/examples') },
  { name: 'wpt', what: 'the web-platform-tests that need nothing but a fetch, where CORSLAB_WPT names a checkout', needsBuild: true, run: () => runTests('tests/wpt') },
  { name: 'types', what: "the package's declarations, and its own JavaScript", needsBuild: true, run: () => runTests('tests/types') },
  {
    name: 'packaging',
    what: 'the packed package, installed into little apps',
    needsBuild: true,
    run: async () => {
      await prepareBrowsers(['chromium']);
      return runTests('tests/packaging');
    },
  },
  {
    name: 'browser',
    what: 'the page and the verdicts in real browsers',
    needsBuild: true,
    run: async () => {
      await prepareBrowsers(['chromium', 'firefox', 'webkit']);
      return runTests('tests/browser');
    },
  },
  {
    name: 'speed',
    what: 'what the first visit weighs, how soon it shows a verdict, and what Lighthouse says',
    needsBuild: true,
    run: async () => {
      await prepareBrowsers(['chromium']);
      // One after the other: they take the time.
      return runWithSecondLook(testsIn('tests/speed'), { concurrency: 1 });
    },
  },
  {
    name: 'comparison',
    what: 'everyday configurations, asked of Chromium, corslab and the tools that people test with',
    needsBuild: true,
    run: async () => {
      await prepareBrowsers(['chromium']);
      return runTests('tests/comparison');
    },
  },
  {
    name: 'oracle',
    what: 'what each engine does, against recorded answers and the browsers that are here',
    needsBuild: true,
    run: async () => {
      await prepareBrowsers(['chromium', 'firefox', 'webkit']);
      return runTests('tests/oracle');
    },
  },
  { name: 'size', what: 'the budget is kept', needsBuild: true, run: () => run('node', ['js/build/size.js']) },
];

/**
 * Runs every `*.test.js` below these folders with Node's test runner.
 *
 * @param {...string} folders
 */
function runTests(...folders) {
  return runWithSecondLook(folders.flatMap(testsIn), { concurrency: 2 });
}
