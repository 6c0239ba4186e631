/** Where each engine leaves the standards, read from the tables in `crate/core/src/engine`. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../js/build/root.js';

/**
 * @typedef {{ struct: string, group: string, name: string, value: string, evidence: string }} Setting
 * @typedef {Setting & { meaning: string, standard: string }} Switch `standard`: the value that the text has
 */

const STRUCTS = ['engine/profile.rs', 'engine/opaque_blocking.rs', 'engine/cache.rs', 'http/safelist.rs'];

const read = (path) => readFileSync(inRoot(`crate/core/src/${path}`), 'utf8').split('\n');

/** The switches of the newest version of an engine. @param {'chromium' | 'firefox' | 'webkit'} engine @returns {Switch[]} */
export function switchesOf(engine) {
  const meanings = meaningsOfFields();
  const standard = standardValues();
  const { name } = profiles().find((each) => each.engine === engine);
  return settings(constants(read(`engine/${engine}.rs`)), name).map((setting) => ({
    ...setting, meaning: meanings.get(`${setting.struct}.${setting.name}`) ?? '', standard: standard.get(`${setting.group}.${setting.name}`) ?? '',
  }));
}

/** The values of the text, by group and name. @returns {Map<string, string>} */
function standardValues() {
  const from = (path, group) => {
    const lines = read(path);
    const start = lines.findIndex((line) => /^ {4}pub (?:\(crate\) )?const STANDARD: Self = Self \{$/.test(line));
    const own = ownSettings(lines.slice(start, lines.indexOf('    };', start)));
    return own.map((setting) => /** @type {const} */ ([`${[group, setting.group].filter(Boolean).join('.')}.${setting.name}`, setting.value]));
  };
  return new Map([...from('engine/standard.rs', ''), ...from('http/safelist.rs', 'safelist')]);
}

/** The profiles of `Profile::ALL`, of each engine the newest first. @returns {{ name: string, engine: string, version: string }[]} */
export function profiles() {
  const all = /const ALL: &'static \[Self\] = &\[([^\]]+)\]/.exec(read('engine/mod.rs').join('\n'))?.[1] ?? '';
  const known = ['chromium', 'firefox', 'webkit'].flatMap((engine) => [...constants(read(`engine/${engine}.rs`))].map(([name, lines]) => (
    { name, engine, version: /version: "([^"]*)"/.exec(lines.join('\n'))?.[1] ?? '' })));
  return all.split(',').map((name) => known.find((each) => each.name === name.trim())).filter((each) => each !== undefined);
}

/** The lines of each `Profile` constant, by its name. @param {string[]} lines @returns {Map<string, string[]>} */
export function constants(lines) {
  const found = new Map();
  let name = '';
  for (const line of lines) {
    name = /^pub const (\w+): Profile = /.exec(line)?.[1] ?? name;
    if (name) found.set(name, [...(found.get(name) ?? []), line]);
    if (line === '};') name = '';
  }
  return found;
}

/** What each field's documentation says. @returns {Map<string, string>} */
function meaningsOfFields() {
  const meanings = new Map();
  for (const lines of STRUCTS.map(read)) {
    let doc = [];
    let struct = '';
    for (const line of lines.map((each) => each.trim())) {
      struct = /^pub (?:\(crate\) )?struct (\w+)/.exec(line)?.[1] ?? struct;
      const field = /^pub (?:\(crate\) |\(super\) )?(\w+): /.exec(line);
      if (line.startsWith('/// ')) doc.push(line.slice(4));
      else if (field && doc.length > 0) meanings.set(`${struct}.${field[1]}`, doc.join(' '));
      if (!line.startsWith('///')) doc = [];
    }
  }
  return meanings;
}

/** What a constant sets, and what it takes over. @param {Map<string, string[]>} all @returns {Setting[]} */
export function settings(all, name) {
  const lines = all.get(name);
  if (lines === undefined) return [];
  const own = ownSettings(lines);
  const base = settings(all, /^ {4}\.\.(\w+)$/m.exec(lines.join('\n'))?.[1]);
  const isOwn = (other) => own.some((each) => each.group === other.group && each.name === other.name);
  return [...base.filter((other) => !isOwn(other)), ...own];
}

/** The fields of a constant, each with the comment before it. @returns {Setting[]} */
function ownSettings(lines) {
  const found = [];
  const groups = [];
  let comment = [];
  let open = '';
  for (const line of lines.slice(1).map((each) => each.trim())) {
    if (open) {
      found.at(-1).value += ` ${line.replace(/,$/, '')}`;
      if (line === open) open = '';
      continue;
    }
    const group = /^(\w+): (\w+) \{$/.exec(line);
    const list = /^(\w+): (&?\[)$/.exec(line);
    const field = /^(\w+): (.+),$/.exec(line);
    if (line.startsWith('// ')) comment.push(line.slice(3));
    else if (group) groups.push({ name: group[1], struct: group[2], evidence: comment.join(' ') });
    else if (line === '},') groups.pop();
    else if (list || field) {
      const [, name, value] = list ?? field;
      found.push({ struct: groups.at(-1)?.struct ?? 'Profile', group: groups.map((each) => each.name).join('.'), name, value, evidence: comment.join(' ') || (groups.at(-1)?.evidence ?? '') });
      if (list) open = '],';
    }
    if (!line.startsWith('// ')) comment = [];
  }
  return found.filter(({ group, name }) => group !== '' || !['engine', 'version', 'fetch_error'].includes(name));
}
