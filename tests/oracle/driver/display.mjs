/** A screen for browsers that cannot do without one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @returns {Promise<{ name: string, close(): Promise<void> }>} the display of the environment, or a virtual one */
export async function openDisplay() {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, close: async () => {} };
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const kill = () => xvfb.kill();
  process.once('exit', kill);
  const number = await new Promise((resolve, reject) => {
    xvfb.once('error', (error) => reject(new Error(`Xvfb is needed where there is no display: ${error.message}`)));
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    xvfb.stdio[3].once('data', (data) => resolve(String(data).trim()));
  });
  return {
    name: `:${number}`,
    async close() {
      process.off('exit', kill);
      xvfb.kill();
      if (xvfb.exitCode === null) await once(xvfb, 'exit');
    },
  };
}
