/**
 * Runs inside the page. `corslabPlayAll(plays, width)` performs many scenarios, `width` at a time, and tells for each of
 * their steps what a script can observe.
 */
(() => {
  // Firefox leaves some XMLHttpRequests hanging after a redirect, without any event.
  const TIMEOUT = 6000;
  // A link to what is no URL has no events either.
  const TIMEOUT_OF_NO_URL = 1000;

  /** Tells the server that the next step begins: a cached preflight leaves it nothing else to tell the steps apart. */
  const announce = (mark, step) => fetch(`${location.origin}/corslab-step/${mark}/${step}`, { mode: 'no-cors' });

  /** Says in the console whose the next lines are, for some name no URL. Firefox keeps only errors in order. */
  function mark(whose) {
    console.debug(`corslab-mark:${whose}`);
    reportError(`corslab-mark:${whose}`);
  }

  async function play({ mark: token, steps }, whose) {
    const observed = [];
    for (const [i, { request, wait }] of steps.entries()) {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      if (i > 0) await announce(token, i);
      mark(token);
      const timeout = URL.canParse(request.url, document.baseURI) ? TIMEOUT : TIMEOUT_OF_NO_URL;
      const result = globalThis.corslabPerform(request, `_${token}_${i}`, timeout);
      mark(whose());
      observed.push(await result);
    }
    return observed;
  }

  globalThis.corslabPlayAll = async (plays, width) => {
    const results = [];
    let alone = '';
    const lane = (numbers) => async () => {
      while (numbers.length > 0) {
        const i = numbers.shift();
        results[i] = await play(plays[i], () => alone);
      }
    };
    // Who has to wait begins first.
    const waits = (i) => plays[i].steps.some(({ wait }) => wait);
    const numbers = [...plays.keys()].sort((a, b) => waits(b) - waits(a));
    const together = numbers.filter((i) => !plays[i].alone);
    const oneByOne = async () => {
      for (const i of numbers.filter((i) => plays[i].alone)) {
        alone = plays[i].mark;
        results[i] = await play(plays[i], () => alone);
        await new Promise((resolve) => setTimeout(resolve, 20));
        alone = '';
        mark(alone);
      }
    };
    await Promise.all([oneByOne(), ...Array.from({ length: width }, () => lane(together)())]);
    return results;
  };

  /** A page in a frame is asked by its top-level page, see `relay` in scene.mjs. */
  addEventListener('message', async ({ data, source }) => {
    if (data.corslabPlays) source.postMessage({ corslabResults: await globalThis.corslabPlayAll(data.corslabPlays, data.width) }, '*');
  });
})();
