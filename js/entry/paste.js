/** `corslab/paste`: what people have at hand — curl, DevTools, a HAR, a terminal — as scenarios. No Node.js needed. */
export { scenarioOf } from '../paste/console-scenario.js';
export { readCurl } from '../paste/curl.js';
export { detect } from '../paste/detect.js';
export { PasteError } from '../paste/error.js';
export { readFetchSnippet } from '../paste/fetch-snippet.js';
export { readHar } from '../paste/har.js';
export { answersOf, readHttpMessage } from '../paste/http-message.js';
export { readScenario } from '../paste/scenario.js';
