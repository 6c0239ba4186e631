/** `dist/index.d.ts`, read as text: the form in which ts-rs writes is simple, and the compiler has no interface for this. */
import { readFileSync } from 'node:fs';

export function readContract() {
  const text = readFileSync(new URL('../../../dist/index.d.ts', import.meta.url), 'utf8').replace(/\/\*\*[^]*?\*\//g, '');
  const types = new Map([...text.matchAll(/^export type (\w+) = ([^]*?);$/gm)].map(([, name, body]) => [name, body]));
  return {
    values: [...text.matchAll(/^export declare (?:function|class) (\w+)/gm)].map(([, name]) => name),
    /** The fields of an object type, each with its type. @param {string} type @returns {Map<string, string>} */
    fields(type) {
      const body = types.get(type)?.match(/^\{([^]*)\}$/)?.[1] ?? '';
      const fields = [...body.matchAll(/^\s*(\w+)\??: ([^]*?), *$/gm)];
      if (fields.length === 0) throw new Error(`${type} is not declared as an object`);
      return new Map(fields.map(([, name, declared]) => [name, declared]));
    },
    /** The words of a closed set, in their order; none for any other type. @param {string} type @returns {string[]} */
    words(type) {
      const words = (types.get(type) ?? type).split(' | ');
      return words.every((word) => /^"[^"]*"$/.test(word)) ? words.map((word) => word.slice(1, -1)) : [];
    },
  };
}
