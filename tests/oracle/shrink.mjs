/** Makes a scenario as small as it can be while the browser and corslab still disagree in the same way. */
import { compare } from './compare.mjs';
import { knownReason } from './known.mjs';
import { asPage, CASE } from './play.mjs';
import { verdictsOf } from './verdicts.mjs';

/** Without these there is no scenario. */
const NEEDED = new Set(['page', 'request', 'server', 'response', 'url', 'steps', 'initiator', 'kind']);

const SIMPLEST = 'https://app.example.com/';

/** How many candidates a browser is asked about at a time. */
const BATCH = 60;

/**
 * @param {import('./stage.mjs').Stage} stage
 * @param {object} item
 * @param {import('./compare.mjs').Difference} difference the one to keep
 * @returns {Promise<{ item: object, observation: object }>}
 */
export async function shrink(stage, item, difference) {
  const { name } = stage.driver;
  let smallest = { item, observation: (await stage.play([item]))[0] };
  for (;;) {
    const candidates = simplifications(smallest.item).filter((candidate) => isAccepted(candidate, name));
    const found = await firstThatDiffers(stage, candidates, difference);
    if (!found) return smallest;
    smallest = found;
  }
}

async function firstThatDiffers(stage, candidates, difference) {
  for (const group of samePage(candidates)) {
    for (let i = 0; i < group.length; i += BATCH) {
      const batch = group.slice(i, i + BATCH);
      const observations = await stage.play(batch);
      const at = batch.findIndex((item, j) => unexplained(stage.driver.name, item, observations[j]).some((each) => isLike(each, difference)));
      if (at >= 0) return { item: batch[at], observation: observations[at] };
    }
  }
  return undefined;
}

/** What is known has another reason than the one that is sought. */
const unexplained = (engine, item, observation) => compare(observation, verdictsOf(item, engine)).filter((difference) => !knownReason(engine, item, difference));

const isLike = (one, other) => one.area === other.area && withoutNumbers(one.path) === withoutNumbers(other.path);

export const withoutNumbers = (path) => path.replace(/\d+/g, 'N').replace(/^steps\.N\./, '');

/** Whether it is a scenario at all. */
function isAccepted(item, engine) {
  const { error } = verdictsOf(item, engine);
  return error === undefined;
}

function samePage(items) {
  const groups = new Map();
  for (const item of items) {
    const key = JSON.stringify(item.page);
    groups.set(key, [...groups.get(key) ?? [], item]);
  }
  return groups.values();
}

/** Every scenario that is one step simpler, the boldest steps first. @returns {any[]} */
export function simplifications(item) {
  const simpler = [...without(item)];
  if (item.steps?.length === 1) simpler.unshift({ page: item.page, ...(item.cookies && { cookies: item.cookies }), request: item.steps[0].request, server: item.steps[0].server });
  const { url, ...rest } = asPage(item.page);
  if (typeof item.page === 'object') simpler.unshift(...(Object.keys(rest).length === 0 ? [{ ...item, page: url }] : []));
  if (url !== SIMPLEST) simpler.unshift({ ...item, page: typeof item.page === 'string' ? SIMPLEST : { ...item.page, url: SIMPLEST } });
  return simpler.sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
}

/** The value without one of its optional parts, at any depth. */
function* without(value) {
  if (Array.isArray(value)) yield* withoutElement(value);
  else if (typeof value === 'object' && value !== null) yield* withoutField(value);
  else if (typeof value === 'string' && value.length > 40 && !value.includes(CASE)) yield value.slice(0, value.length / 2);
}

function* withoutElement(list) {
  const isPair = list.length === 2 && list.every((each) => typeof each === 'string');
  for (const [i, element] of list.entries()) {
    if (!isPair && list.length > 1 || !isPair && typeof element !== 'object') yield list.toSpliced(i, 1);
    if (!isPair && list.length === 1 && Array.isArray(element)) yield [];
    if (!isPair) for (const simpler of without(element)) yield list.with(i, simpler);
  }
}

function* withoutField(object) {
  for (const [key, value] of Object.entries(object)) {
    if (!NEEDED.has(key)) {
      const { [key]: dropped, ...rest } = object;
      yield rest;
    }
    if (key === 'url') continue;
    for (const simpler of without(value)) yield { ...object, [key]: simpler };
  }
}
