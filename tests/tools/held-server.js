import { serveFolder } from './static-server.js';

/**
 * Serves a folder, but holds some of its files back, as a slow network does.
 *
 * @param {string} folder
 * @param {Parameters<typeof serveFolder>[2]} [options]
 */
export async function serveHeld(folder, options) {
  /** @type {RegExp | undefined} */
  let held;
  /** @type {{ path: string, proceed: () => void }[]} */
  let waiting = [];
  const server = await serveFolder(folder, {}, {
    ...options,
    before: (path, proceed) => {
      if (held?.test(path)) waiting.push({ path, proceed });
      else proceed();
    },
  });
  const hold = (/** @type {RegExp | undefined} */ paths) => {
    held = paths;
    const free = waiting.filter(({ path }) => !paths?.test(path));
    waiting = waiting.filter(({ path }) => paths?.test(path));
    for (const { proceed } of free) proceed();
  };
  const release = () => hold(undefined);
  return { ...server, hold, release };
}
