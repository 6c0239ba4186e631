/**
 * What a fresh clone lacks: three things that only a person can install are asked for in plain words, the rest is
 * brought in. Nothing here may import a dependency, for there may be none yet.
 */
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './root.js';
import { ask, run } from './run.js';

const NODE = [20, 19];
const RUST = [1, 90];
const TARGET = 'wasm32-unknown-unknown';

/** Something is missing that this program cannot bring in. The message says what to do. */
export class PrerequisiteMissing extends Error {}

/** Makes sure that everything the build needs is there. */
export async function prepare() {
  requireNode();
  await requireRust();
  await bringWasmTarget();
  await bringDependencies();
}

/** Makes sure that cargo's formatter and linter are there, which rustup's minimal profile leaves out. */
export async function prepareLinters() {
  for (const [component, probe] of [['rustfmt', 'fmt'], ['clippy', 'clippy']]) {
    if (ask('cargo', [probe, '--version']) !== undefined) continue;
    console.log(`${component} is missing: installing it`);
    await run('rustup', ['component', 'add', component]);
  }
}

function requireNode() {
  if (isAtLeast(process.versions.node, NODE)) return;
  throw new PrerequisiteMissing(
    `corslab is built with Node.js ${NODE.join('.')} or later, and this is ${process.versions.node}.\n` +
      'Install a current one from https://nodejs.org/ and run the command again.',
  );
}

async function requireRust() {
  if (ask('cargo', ['--version']) === undefined && ask('rustup', ['--version']) !== undefined) {
    console.log('rustup has no Rust toolchain yet: installing the stable one');
    await run('rustup', ['default', 'stable']);
  }
  const version = ask('rustc', ['--version'])?.match(/\d+\.\d+/)?.[0];
  if (version === undefined || ask('cargo', ['--version']) === undefined) {
    throw new PrerequisiteMissing(
      'corslab is built with Rust, and there is no cargo here.\n' +
        'Install rustup from https://rustup.rs/ and run the command again.',
    );
  }
  if (!isAtLeast(version, RUST)) {
    throw new PrerequisiteMissing(
      `corslab is built with Rust ${RUST.join('.')} or later, and this is ${version}.\n` +
        'Run `rustup update stable` and then the command again.',
    );
  }
}

async function bringWasmTarget() {
  const libraries = ask('rustc', ['--print', 'target-libdir', '--target', TARGET])?.trim();
  if (libraries && existsSync(libraries)) return;
  if (ask('rustup', ['--version']) === undefined) {
    throw new PrerequisiteMissing(
      `This Rust cannot compile to WebAssembly: its target ${TARGET} is missing, and there is no rustup to add it.\n` +
        'Install rustup from https://rustup.rs/ and run the command again.',
    );
  }
  console.log(`Rust's target ${TARGET} is missing: installing it`);
  await run('rustup', ['target', 'add', TARGET]);
}

async function bringDependencies() {
  if (dependenciesAreCurrent()) return;
  console.log('node_modules is missing or out of date: installing what package-lock.json lists');
  await run('npm', ['ci', '--no-audit', '--no-fund']);
}

/** Whether npm's note of what it installed names the same version of every package as package-lock.json. */
function dependenciesAreCurrent() {
  const note = inRoot('node_modules/.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = packagesOf(note);
  const wanted = Object.entries(packagesOf(inRoot('package-lock.json')));
  return wanted.every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/**
 * @param {string} version
 * @param {number[]} least major and minor
 */
function isAtLeast(version, [leastMajor, leastMinor]) {
  const [major, minor] = version.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
