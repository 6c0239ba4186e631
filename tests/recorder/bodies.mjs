/** The smallest body that each kind of resource accepts. */

const JSON_TEXT = '{"corslab":true}';

const EMPTY_PAGE = '<!doctype html><link rel="icon" href="data:,"><title>answer</title>';

/** One grey pixel. */
const IMAGE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** A TrueType font with one empty glyph, made with fontTools' FontBuilder. */
const FONT = 'AAEAAAAKAIAAAwAgT1MvMkE4QXkAAAEoAAAAYGNtYXAADACUAAABkAAAADRnbHlmAAAAAAAAAcwAAAABaGVhZC1kquoAAACsAAAANmhoZWED'
  + 'IgEuAAAA5AAAACRobXR4AfQAAAAAAYgAAAAGbG9jYQAAAAAAAAHEAAAABm1heHAAAwACAAABCAAAACBuYW1lTX+hywAAAdAAAABgcG9zdAAD'
  + 'AAAAAAIwAAAAIAABAAAAAQAAIw99RF8PPPUAAwPoAAAAAOcnNQUAAAAA5yc1BQAAAAAAAAAAAAAAAwACAAAAAAAAAAEAAAMg/zgAAAH0AAAA'
  + 'AAAAAAEAAAAAAAAAAAAAAAAAAAABAAEAAAACAAAAAAAAAAAAAgAAAAAAAAAAAAAAAAAAAAAAAwH0AZAABQAEAAAAAAAAAAAAAAAAAAAAAAAA'
  + 'AAAAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAPz8/PwAAAEEAQQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAB9AAAAAAAAAAAAAIA'
  + 'AAADAAAAFAADAAEAAAAUAAQAIAAAAAQABAABAAAAQf//AAAAQf///8AAAQAAAAAAAAAAAAAAAAAAAAAAAAAEADYAAQAAAAAAAQAHAAAAAQAA'
  + 'AAAAAgAHAAcAAwABBAkAAQAOAA4AAwABBAkAAgAOABxjb3JzbGFiUmVndWxhcgBjAG8AcgBzAGwAYQBiAFIAZQBnAHUAbABhAHIAAwAAAAAA'
  + 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==';

/**
 * @param {string} initiator
 * @param {string} mark tells apart the scripts of one page
 */
export function bodyFor(initiator, mark = '') {
  switch (initiator) {
    case 'img': return Buffer.from(IMAGE, 'base64');
    // Not `throw new Error()`: Firefox 153 shows that message even where the standard mutes it.
    case 'script': return Buffer.from(`aDetailOfTheScript${mark}()`);
    case 'module': return Buffer.from(`globalThis.moduleRan${mark} = true`);
    case 'stylesheet': return Buffer.from('.a { color: red }');
    case 'font': return Buffer.from(FONT, 'base64');
    case 'eventsource': return Buffer.from('data: hello\n\n');
    case 'form': case 'navigation': case 'iframe': return Buffer.from(EMPTY_PAGE);
    default: return Buffer.from(JSON_TEXT);
  }
}
