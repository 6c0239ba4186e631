/** Timing: samples of all contenders in turn, so that a busy moment of the machine hits all of them. */

/** @typedef {{ outcome: string, run(): unknown, sent(): Promise<string>, close?(): unknown }} Subject */
/** @typedef {{ warmUp: number, sample: number, rounds: number }} Plan in milliseconds */

/** @type {Record<'full' | 'quick', Plan>} */
export const plans = {
  full: { warmUp: 200, sample: 40, rounds: 15 },
  quick: { warmUp: 60, sample: 15, rounds: 5 },
};

/**
 * The microseconds that each of these takes for one answer: the median of its samples.
 *
 * @param {{ subjects: Subject[], width?: number }[]} contenders a contender's subjects are asked in turn
 * @param {Plan} plan
 * @returns {Promise<number[]>}
 */
export async function measure(contenders, { warmUp, sample, rounds }) {
  const repeats = [];
  for (const contender of contenders) {
    let done = 0;
    const start = performance.now();
    while (performance.now() - start < warmUp) {
      await time(contender, 1);
      done++;
    }
    repeats.push(Math.max(1, Math.round((done * sample) / (performance.now() - start))));
  }
  /** @type {number[][]} */
  const samples = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      samples[index].push(await time(contender, repeats[index]));
    }
  }
  return samples.map(median);
}

/**
 * Microseconds per answer, which must be the same every time. What answers at once is not awaited; `width` questions are asked at a time.
 *
 * @param {{ subjects: Subject[], width?: number }} contender
 * @param {number} repeats
 */
async function time({ subjects, width = 1 }, repeats) {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const subject of subjects) {
      const answer = width > 1 ? atOnce(subject, width) : subject.run();
      const outcome = answer instanceof Promise ? await answer : answer;
      if (outcome !== subject.outcome) throw new Error(`First it was ${subject.outcome}, now it is ${outcome}`);
    }
  }
  return ((performance.now() - start) * 1000) / (repeats * subjects.length * width);
}

/** @param {Subject} subject @param {number} width */
async function atOnce(subject, width) {
  const outcomes = await Promise.all(Array.from({ length: width }, () => subject.run()));
  return outcomes.find((outcome) => outcome !== subject.outcome) ?? subject.outcome;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
