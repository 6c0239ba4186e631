/** Servers that note what they are asked. */

/**
 * @param {(request: any) => { status?: number, statusText?: string, headers?: [string, string][], body?: string | ReadableStream | null }} answer
 */
export function recorded(answer) {
  /** @type {any[]} */
  const asked = [];
  return {
    asked,
    lines: () => asked.map(({ method, url }) => `${method} ${url}`),
    async exchange(/** @type {any} */ request, /** @type {AbortSignal} */ signal) {
      signal.throwIfAborted();
      asked.push({ ...request, header: (/** @type {string} */ name) => valueOf(request.headers, name) });
      const { status = 200, statusText = '', headers = [], body = '' } = await answer(request);
      const stream = typeof body === 'string' ? new Blob([body]).stream() : body;
      return { status, statusText, headers, body: stream };
    },
  };
}

/** @param {[string, string][]} headers @param {string} name */
export function valueOf(headers, name) {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** @type {[string, string][]} */
export const OPEN = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', '*'],
  ['Access-Control-Allow-Headers', '*'],
];
