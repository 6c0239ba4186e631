/** A reporter for Node's test runner: the file of each test at the top of its file that failed, line by line; and `END`, where it came to its end. */

export const END = 'end';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failedFiles(events) {
  for await (const { type, data } of events) {
    // One that is yet to be done fails nothing.
    if (type === 'test:fail' && data.nesting === 0 && data.todo === undefined) yield `${data.file}\n`;
  }
  yield `${END}\n`;
}
