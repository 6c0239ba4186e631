/** Prose in lines. */

/**
 * @param {string} text
 * @param {number} width of a line, indent included
 * @param {string} [indent]
 * @returns {string[]}
 */
export function wrap(text, width, indent = '  ') {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (indent.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.map((line) => indent + line);
}
