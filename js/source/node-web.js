/**
 * What page.cjs takes from Node.js by name: Jest's jsdom environment hides some of these globals, and has others of its
 * own, which Node's streams and sockets refuse.
 */
export { Blob } from 'node:buffer';
export { ReadableStream, TextDecoderStream, TransformStream, WritableStream } from 'node:stream/web';
export { TextDecoder, TextEncoder } from 'node:util';
