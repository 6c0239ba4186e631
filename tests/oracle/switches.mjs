/** Where each engine leaves the standards, read from the tables in `crate/core/src/engine`. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../../js/build/root.js';

/**
 * @typedef {{ struct: string, group: string, name: string, value: string, evidence: string }} Setting
 * @typedef {Setting & { meaning: string }} Switch
 */

const STRUCTS = ['engine/profile.rs', 'engine/cache.rs', 'http/safelist.rs'];

const read = (path) => readFileSync(inRoot(`crate/core/src/${path}`), 'utf8').split('\n');

/** @param {'chromium' | 'firefox' | 'webkit'} engine @returns {Switch[]} */
export function switchesOf(engine) {
  const meanings = meaningsOfFields();
  return settings(read(`engine/${engine}.rs`)).map((setting) => ({ ...setting, meaning: meanings.get(`${setting.struct}.${setting.name}`) ?? '' }));
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

/** The fields of the `Profile` constant, each with the comment before it. @returns {Setting[]} */
function settings(lines) {
  const found = [];
  const groups = [];
  let comment = [];
  let open = '';
  for (const line of lines.slice(lines.findIndex((each) => /^pub const \w+: Profile/.test(each)) + 1).map((each) => each.trim())) {
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
