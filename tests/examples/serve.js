/** Lets an app listen on this machine, on a port that the system chooses. */

/**
 * @param {import('express').Express} app
 * @returns {Promise<{ address: string, stop: () => void }>}
 */
export function serve(app) {
  return new Promise((resolve, reject) => {
    const server = app.listen(0, '127.0.0.1', (/** @type {Error | undefined} */ error) => {
      if (error) return reject(error);
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      resolve({
        address: `http://127.0.0.1:${port}`,
        stop: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
