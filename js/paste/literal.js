/**
 * The value of an expression that is made of literals only, the few constructors that request bodies are made with,
 * and `const` names for such values. Anything else is refused: the snippet is read, never run.
 */
import { PasteError } from './error.js';

/** @typedef {import('acorn').AnyNode} AnyNode */

/** A body or header list that has no literal form; `fields` is its form in the contract. */
export class Special {
  /** @param {'body' | 'headers' | 'request'} role @param {any} fields */
  constructor(role, fields) {
    this.role = role;
    this.fields = fields;
  }
}

/** Names that stand for each other for ever. */
const DEEPEST = 200;
/** Names that stand for twice another, again and again. */
const MOST_STEPS = 200_000;
const LONGEST_TEXT = 4 * 2 ** 20;

export class Evaluator {
  /** @param {Map<string, AnyNode>} constants the initializer of each name */
  constructor(constants) {
    this.constants = constants;
    this.depth = 0;
    this.steps = 0;
  }

  /** @param {AnyNode | null | undefined} node @returns {any} */
  value(node) {
    if (!node) return undefined;
    if (this.depth > DEEPEST || ++this.steps > MOST_STEPS) throw tooDeep();
    this.depth++;
    try {
      return this.read(node);
    } finally {
      this.depth--;
    }
  }

  /** @param {AnyNode} node @returns {any} */
  read(node) {
    switch (node.type) {
      case 'Literal':
        return 'regex' in node && node.regex ? refuse(node) : node.value;
      case 'Identifier':
        return this.name(node);
      case 'TemplateLiteral':
        return this.template(node);
      case 'UnaryExpression':
        return this.unary(node);
      case 'BinaryExpression':
        return node.operator === '+' ? plus(this.value(node.left), this.value(node.right), node) : refuse(node);
      case 'ArrayExpression':
        return node.elements.map((element) => this.value(element));
      case 'ObjectExpression':
        return this.object(node);
      case 'NewExpression':
        return this.construct(node);
      case 'CallExpression':
        return this.call(node);
      case 'ParenthesizedExpression':
        return this.value(node.expression);
      default:
        return refuse(node);
    }
  }

  /** @param {import('acorn').TemplateLiteral} node */
  template(node) {
    return node.quasis.reduce((text, part, index) => {
      const inserted = node.expressions[index];
      const value = inserted ? this.value(inserted) : '';
      return value instanceof Special ? refuse(node) : short(text + part.value.cooked + String(value), node);
    }, '');
  }

  /** @param {import('acorn').Identifier} node */
  name(node) {
    if (node.name === 'undefined') return undefined;
    const constant = this.constants.get(node.name);
    return constant ? this.value(constant) : refuse(node);
  }

  /** @param {import('acorn').UnaryExpression} node */
  unary(node) {
    const value = this.value(node.argument);
    if (node.operator === '-') return -value;
    if (node.operator === '!') return !value;
    return node.operator === 'void' ? undefined : refuse(node);
  }

  /** @param {import('acorn').ObjectExpression} node */
  object(node) {
    return Object.fromEntries(
      node.properties.flatMap((property) => {
        if (property.type === 'SpreadElement') return Object.entries(this.value(property.argument) ?? {});
        if (property.kind !== 'init' || property.method) return refuse(property);
        return [[this.key(property), this.value(property.value)]];
      }),
    );
  }

  /** @param {import('acorn').Property} property */
  key({ computed, key }) {
    if (!computed && key.type === 'Identifier') return key.name;
    return String(this.value(key));
  }

  /** `JSON.stringify(…)` and `'…'.repeat(…)`. @param {import('acorn').CallExpression} node */
  call(node) {
    const { callee } = node;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return refuse(node);
    const [first] = node.arguments;
    if (callee.property.name === 'stringify' && isNamed(callee.object, 'JSON')) return JSON.stringify(this.value(first));
    if (callee.property.name === 'repeat') return repeat(this.value(callee.object), this.value(first), node);
    return refuse(node);
  }

  /** @param {import('acorn').NewExpression} node */
  construct(node) {
    const make = node.callee.type === 'Identifier' && Object.hasOwn(CONSTRUCTORS, node.callee.name);
    if (!make) return refuse(node);
    const { name } = /** @type {import('acorn').Identifier} */ (node.callee);
    // What a stream or a form is filled with does not matter to the browser's decision.
    if (name === 'ReadableStream' || name === 'FormData') return CONSTRUCTORS[name]();
    return CONSTRUCTORS[name](...node.arguments.map((argument) => this.value(argument)));
  }
}

/** @type {Record<string, (...values: any[]) => any>} */
const CONSTRUCTORS = {
  Headers: (init) => init,
  Request: (url, init) => new Special('request', { url, init }),
  URL: (url, base) => (URL.canParse(url, base) ? new URL(url, base).href : String(url)),
  URLSearchParams: (init) => body({ kind: 'url-search-params', text: new URLSearchParams(init).toString() }),
  FormData: () => body({ kind: 'form-data' }),
  Blob: (parts = [], { type = undefined } = {}) =>
    body({ kind: 'blob', text: [parts].flat().map(String).join(''), ...(type && { contentType: String(type) }) }),
  ArrayBuffer: (length) => body({ kind: 'buffer', length }),
  Uint8Array: (from) => body({ kind: 'buffer', length: Array.isArray(from) ? from.length : from }),
  ReadableStream: () => body({ kind: 'stream' }),
};

/** @param {Record<string, any>} fields */
function body(fields) {
  return new Special('body', fields);
}

/** @param {AnyNode} node @param {string} name */
function isNamed(node, name) {
  return node.type === 'Identifier' && node.name === name;
}

/** @param {any} left @param {any} right @param {AnyNode} node */
function plus(left, right, node) {
  const isPrimitive = [left, right].every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isPrimitive) return refuse(node);
  return typeof left === 'number' && typeof right === 'number' ? left + right : short(`${left}${right}`, node);
}

/** @param {string} text @param {AnyNode} node */
function short(text, node) {
  return text.length <= LONGEST_TEXT ? text : refuse(node);
}

/** @param {any} text @param {any} count @param {AnyNode} node */
function repeat(text, count, node) {
  const fits = typeof text === 'string' && count >= 0 && text.length * count <= LONGEST_TEXT;
  return fits ? text.repeat(count) : refuse(node);
}

/** @param {AnyNode} node @returns {never} */
export function refuse(node) {
  const { start } = /** @type {import('acorn').SourceLocation} */ (node.loc);
  const at = { line: start.line, column: start.column + 1 };
  throw new PasteError({ code: 'not-literal', value: 'an expression that only running the code would give a value', allowed: 'literal values', at });
}

export function tooDeep() {
  return new PasteError({ code: 'too-deep', value: 'code that is nested too deeply', allowed: 'a request with literal values' });
}
