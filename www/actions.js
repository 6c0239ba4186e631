/** What people do, and how it changes the state: every event of the lab ends here. */
import { save, saveAsNext, saveSoon } from './address.js';
import { decision } from './decide.js';
import { readyAt } from './editor/choice.js';
import { choiceOf } from './editor/ready-replies.js';
import { examples } from './examples.js';
import { applied } from './fix.js';
import { secretsIn } from './paste/secrets.js';
import { PICTURE_ACTIONS } from './picture/picture.js';
import { LAB } from './place.js';
import { loadReader, whatSnippetSays } from './snippet/reader.js';
import { asText, expand, get, set } from './state.js';
import { current, update } from './store.js';
import { strings } from './strings.js';
import { byId } from './view/dom.js';
import { readControl } from './view/fields.js';
import { copyAs, showByHand, showCopied, toggleShare } from './view/toolbar.js';

/** What was typed into a part that is switched off, in case it is switched on again. @type {Map<string, unknown>} */
const drafts = new Map();

export function forgetDrafts() {
  drafts.clear();
}

/** @param {Partial<import('./state.js').State>} next */
export function edit(next) {
  update(next);
  saveSoon();
}

/** @param {import('./view/fields.js').Control} control */
export function onField(control) {
  const path = control.name;
  const value = readControl(control);
  const { scenario, snippet } = current();
  const says = whatSnippetSays(snippet);
  const isLost = path.startsWith('request.') && says !== undefined && 'request' in says;
  edit({ scenario: path === 'request.body.kind' ? withBodyKind(value) : set(scenario, path, value), snippet: isLost ? null : snippet });
}

/** @param {unknown} kind undefined: no body */
function withBodyKind(kind) {
  const { scenario } = current();
  const body = get(scenario, 'request.body');
  if (kind === undefined) {
    drafts.set('body', body);
    return set(scenario, 'request.body', undefined);
  }
  return set(scenario, 'request.body', { .../** @type {object} */ (body ?? drafts.get('body')), kind });
}

/** @param {string} text */
export async function onSnippet(text) {
  if (whatSnippetSays(text) === undefined) {
    edit({ snippet: text });
    await loadReader();
    // More may have been typed while the reader was under way.
    if (current().snippet !== text) return;
  }
  const says = whatSnippetSays(text);
  edit({ snippet: text, ...(says && 'request' in says && { scenario: set(current().scenario, 'request', says.request) }) });
}

/** @param {number} index @param {string} choice */
export function choosePreflight(index, choice) {
  const { scenario } = current();
  const path = `server[${index}].preflight`;
  const ready = readyAt(index);
  const reply = get(scenario, path);
  if (choiceOf(reply, ready) === 'own') drafts.set(path, reply);
  const own = () => drafts.get(path) ?? get(scenario, `server[${index}].response`) ?? {};
  // Before, so that every field shows what is chosen; and after, for this one may have been made anew.
  byId(`preflight-choice-${index}`).focus();
  const next = choice === 'same' ? undefined : choice === 'own' ? own() : ready.find(([name]) => name === choice)?.[1];
  edit({ scenario: set(scenario, path, structuredClone(next)) });
  byId(`preflight-choice-${index}`).focus();
}

/** @param {string} name */
export function chooseExample(name) {
  const example = examples.find((one) => one.name === name);
  if (example) begin(expand(example.scenario));
}

/**
 * Begins with another scenario; the one before is one step back in the browser's history.
 *
 * @param {import('./state.js').Scenario} scenario
 * @param {Partial<import('./state.js').State>} [more]
 */
export function begin(scenario, more) {
  save();
  forgetDrafts();
  update({ scenario, snippet: null, place: LAB, paste: null, ...more });
  saveAsNext();
}

/** @param {string} path @param {number} index */
function without(path, index) {
  return set(current().scenario, path, /** @type {unknown[]} */ (get(current().scenario, path)).filter((_, at) => at !== index));
}

/** By the names that buttons have as `data-action`. @type {Record<string, (index: number, button: HTMLElement) => void>} */
export const ACTIONS = {
  ...PICTURE_ACTIONS,
  'replace-snippet': () => {
    edit({ snippet: null });
    byId('snippet').focus();
  },
  'add-hop': () => {
    const count = /** @type {unknown[]} */ (get(current().scenario, 'server') ?? []).length;
    edit({ scenario: set(current().scenario, `server[${count}]`, { response: { status: 200 } }) });
    document.getElementById(`server[${count}].response.headers`)?.focus();
  },
  'remove-hop': (index) => {
    forgetDrafts();
    edit({ scenario: without('server', index) });
    byId('add-hop').focus();
  },
  'add-cookie': () => {
    const cookies = get(current().scenario, 'cookies');
    const count = Array.isArray(cookies) ? cookies.length : 0;
    edit({ scenario: set(current().scenario, `cookies[${count}]`, { name: 'session', value: '1', domain: requestHost(), secure: true }) });
    document.getElementById(`cookies[${count}].name`)?.focus();
  },
  'remove-cookie': (index) => {
    edit({ scenario: without('cookies', index) });
    byId('cookies').querySelector('button')?.focus();
  },
  'send-again': () => {
    edit({ scenario: set(current().scenario, 'preflightCache', decision().verdict?.preflightCache) });
    byId('verdict').focus();
  },
  forget: () => {
    edit({ scenario: set(current().scenario, 'preflightCache', undefined) });
    byId('verdict').focus();
  },
  'apply-fix': (index) => {
    const fix = decision().verdict?.fixes[index];
    if (!fix) return;
    const { scenario, snippet } = current();
    const next = applied(scenario, fix, snippet);
    // Going back in the browser undoes it, too.
    save();
    update({ scenario: next.after, snippet: fix.target === 'request' ? null : snippet, applied: next });
    saveAsNext();
    byId('applied').focus();
  },
  'undo-fix': () => {
    const { applied: last } = current();
    if (!last) return;
    edit({ scenario: last.before, snippet: last.snippet, applied: null });
    byId('verdict').focus();
  },
  'copy-link': () => {
    if (save()) copy(location.href, withWarning(strings.toolbar.linkCopied));
  },
  share: (_, button) => toggleShare(button),
  'copy-console': (index) => {
    const { engine, console } = decision().engines[index];
    copy(console.join('\n'), strings.console.copied(strings.console.engines[/** @type {'chromium'} */ (engine)]));
  },
  'copy-as': (index) => copyAs(index, copy),
};

/** What a link gives away is said when it is copied. @param {string} message */
function withWarning(message) {
  const secrets = secretsIn(current().scenario);
  return secrets.length > 0 ? `${message} ${strings.secrets(secrets)}` : message;
}

/** A first guess for a new cookie. */
function requestHost() {
  const url = asText(get(current().scenario, 'request.url'));
  const page = asText(get(current().scenario, 'page.url'));
  return URL.canParse(url, page) ? new URL(url, page).hostname : '';
}

/** @param {string} text @param {string} message */
export async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
    showCopied(message);
  } catch {
    showByHand(text);
  }
}
