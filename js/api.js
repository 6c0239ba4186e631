/** What every entry point exports: the core's functions and classes, by the names that they have in Rust. */
import * as core from '../dist/wasm/corslab.js';
import { classThroughDoor, throughDoor } from './door.js';

export { CorslabError } from './error.js';

export const simulate = /* @__PURE__ */ throughDoor(core.simulate);
export const compareOrigins = /* @__PURE__ */ throughDoor(core.compareOrigins);
export const publicSuffixSnapshot = /* @__PURE__ */ throughDoor(core.publicSuffixSnapshot);
export const version = /* @__PURE__ */ throughDoor(core.version);
export const Fetch = /* @__PURE__ */ classThroughDoor(core.Fetch);
