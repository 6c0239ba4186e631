/** A reporter for Node's test runner: the file of each test at the top of its file that failed, line by line. */

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failedFiles(events) {
  for await (const { type, data } of events) if (type === 'test:fail' && data.nesting === 0) yield `${data.file}\n`;
}
