/** What a CommonJS file has in place of `import.meta.url`: nothing in a browser's bundle, its file: URL in Node. */
export const moduleURL = globalThis.process?.getBuiltinModule?.('node:url').pathToFileURL(__filename).href;
