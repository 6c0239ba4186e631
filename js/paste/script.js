/** JavaScript that makes one request: `fetch`, XMLHttpRequest, EventSource, `sendBeacon` or a navigation. */
import { parse } from 'acorn';
import { PasteError } from './error.js';
import { Evaluator, Special, tooDeep } from './literal.js';

/** @typedef {import('acorn').AnyNode} AnyNode */

const OPTIONS = /** @type {const} */ ({
  ecmaVersion: 'latest',
  sourceType: 'module',
  locations: true,
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
  allowHashBang: true,
});

/** Members of RequestInit and the type that Web IDL gives them. */
const MEMBERS = {
  method: String,
  mode: String,
  credentials: String,
  cache: String,
  redirect: String,
  referrer: String,
  referrerPolicy: String,
  integrity: String,
  keepalive: Boolean,
  duplex: String,
};

/**
 * @param {string} text
 * @returns {Record<string, any>} a `RequestDescription`
 */
export function readScript(text) {
  const all = descendants(parseProgram(text));
  const evaluator = new Evaluator(constants(all));
  const readers = [readFetch, readXhr, readEventSource, readBeacon, readNavigation];
  for (const node of all) {
    for (const reader of readers) {
      const request = reader(node, evaluator, all);
      if (request) return request;
    }
  }
  throw noRequest();
}

function noRequest() {
  return new PasteError({ code: 'no-request', value: 'code without a request', allowed: 'fetch(url, { … })' });
}

/** @param {string} text */
function parseProgram(text) {
  try {
    return parse(text, OPTIONS);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = /** @type {SyntaxError & { loc: { line: number, column: number } }} */ (error);
    const message = error.message.replace(/ \(\d+:\d+\)$/, '');
    const at = { line: loc.line, column: loc.column + 1 };
    throw new PasteError({ code: 'syntax', value: message, allowed: 'JavaScript', at, detail: message });
  }
}

/** Every node, in the order of the source. @param {AnyNode} program @returns {AnyNode[]} */
function descendants(program) {
  /** @type {AnyNode[]} */
  const all = [];
  const open = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    all.push(node);
    const children = Object.values(node).flat().filter((child) => typeof child?.type === 'string');
    open.push(...children.reverse());
  }
  return all;
}

/** @param {AnyNode[]} all */
function constants(all) {
  /** @type {Map<string, AnyNode>} */
  const map = new Map();
  for (const node of all) {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init) map.set(node.id.name, node.init);
  }
  return map;
}

/** The name that is called or assigned: `fetch` of `fetch`, `window.fetch` and `globalThis.fetch`. @param {AnyNode} node */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  return node.property.name;
}

/** @param {AnyNode} node @param {Evaluator} evaluator */
function readFetch(node, evaluator) {
  if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'fetch') return undefined;
  const [input, init] = node.arguments;
  const target = evaluator.value(input);
  if (!(target instanceof Special)) return { url: String(target), ...readInit(init, evaluator) };
  const first = requestInit(target.fields.init ?? {});
  return { url: String(target.fields.url), ...first, ...readInit(init, evaluator) };
}

/** Members that decide nothing here (a `signal`, say) may be anything at all. @param {AnyNode | undefined} node @param {Evaluator} evaluator */
function readInit(node, evaluator) {
  if (node?.type !== 'ObjectExpression') return requestInit(evaluator.value(node) ?? {});
  const properties = node.properties.filter(
    (property) => property.type === 'SpreadElement' || isMember(evaluator.key(property)),
  );
  return requestInit(evaluator.object({ ...node, properties }));
}

/** @param {string} name */
function isMember(name) {
  return Object.hasOwn(MEMBERS, name) || name === 'headers' || name === 'body';
}

/** @param {Record<string, any>} init */
function requestInit(init) {
  /** @type {Record<string, any>} */
  const request = {};
  for (const [name, type] of Object.entries(MEMBERS)) {
    if (init[name] !== undefined) request[name] = type(init[name]);
  }
  if (init.headers) request.headers = readHeaders(init.headers);
  if (init.body !== undefined && init.body !== null) request.body = readBody(init.body);
  return request;
}

/** @param {any} init an object or pairs; what is no pair stays so, for the core to refuse */
function readHeaders(init) {
  const pairs = Array.isArray(init) ? init : Object.entries(init);
  return pairs.map((pair) => (Array.isArray(pair) ? pair.map(String) : [String(pair)]));
}

/** @param {any} value */
function readBody(value) {
  return value instanceof Special ? value.fields : { kind: 'text', text: String(value) };
}

/** @param {AnyNode} node @param {Evaluator} evaluator @param {AnyNode[]} all */
function readXhr(node, evaluator, all) {
  if (node.type !== 'NewExpression' || nameOf(node.callee) !== 'XMLHttpRequest') return undefined;
  /** @type {Record<string, any>} */
  const request = { initiator: 'xhr' };
  /** @type {string[][]} */
  const headers = [];
  for (const part of all) {
    if (isUploadListener(part)) request.uploadListener = true;
    if (part.type === 'AssignmentExpression' && nameOf(part.left) === 'withCredentials') {
      if (evaluator.value(part.right)) request.credentials = 'include';
    }
    if (part.type === 'CallExpression') readXhrCall(part, evaluator, request, headers);
  }
  if (request.url === undefined) throw noRequest();
  if (headers.length > 0) request.headers = readHeaders(headers);
  return request;
}

/**
 * @param {import('acorn').CallExpression} node
 * @param {Evaluator} evaluator
 * @param {Record<string, any>} request
 * @param {string[][]} headers
 */
function readXhrCall(node, evaluator, request, headers) {
  const [first, second] = node.arguments;
  const name = nameOf(node.callee);
  if (name === 'open') {
    request.method = String(evaluator.value(first));
    request.url = String(evaluator.value(second));
  } else if (name === 'setRequestHeader') {
    headers.push([String(evaluator.value(first)), String(evaluator.value(second))]);
  } else if (name === 'send') {
    const body = evaluator.value(first);
    if (body !== undefined && body !== null) request.body = readBody(body);
  }
}

/** `xhr.upload.onprogress = …` or `xhr.upload.addEventListener(…)`. @param {AnyNode} node */
function isUploadListener(node) {
  const target = node.type === 'CallExpression' ? node.callee : node.type === 'AssignmentExpression' ? node.left : undefined;
  if (target?.type !== 'MemberExpression' || nameOf(target.object) !== 'upload') return false;
  return /^(?:addEventListener|on[a-z]+)$/.test(nameOf(target) ?? '');
}

/** @param {AnyNode} node @param {Evaluator} evaluator */
function readEventSource(node, evaluator) {
  if (node.type !== 'NewExpression' || nameOf(node.callee) !== 'EventSource') return undefined;
  const [url, init] = node.arguments.map((argument) => evaluator.value(argument));
  return { initiator: 'eventsource', url: String(url), ...(init?.withCredentials && { credentials: 'include' }) };
}

/** @param {AnyNode} node @param {Evaluator} evaluator */
function readBeacon(node, evaluator) {
  if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'sendBeacon') return undefined;
  const [url, data] = node.arguments.map((argument) => evaluator.value(argument));
  return { initiator: 'beacon', url: String(url), ...(data !== undefined && data !== null && { body: readBody(data) }) };
}

/** `location.href = …`, `location = …` or `location.assign(…)`. @param {AnyNode} node @param {Evaluator} evaluator */
function readNavigation(node, evaluator) {
  if (node.type === 'AssignmentExpression' && isLocation(node.left)) {
    return { initiator: 'navigation', url: String(evaluator.value(node.right)) };
  }
  if (node.type !== 'CallExpression' || !['assign', 'replace'].includes(nameOf(node.callee) ?? '') || !isLocation(node.callee)) return undefined;
  return { initiator: 'navigation', url: String(evaluator.value(node.arguments[0])) };
}

/** `location`, `window.location` and their members. @param {AnyNode} node */
function isLocation(node) {
  return nameOf(node) === 'location' || (node.type === 'MemberExpression' && nameOf(node.object) === 'location');
}
