/** The built package: the scenario goes in as it is. */
import { simulate } from '../../../dist/index.js';
import { describeSent } from '../scenarios.js';

export const name = 'corslab';
export const how = 'simulate() of dist/index.js';

/** @param {import('../scenarios.js').Case} item */
export function create({ scenario }) {
  const question = /** @type {import('../../../dist/index.js').Scenario} */ (/** @type {unknown} */ (scenario));
  const sent = describeSent(simulate(question).exchanges.map(({ request }) => request));
  return { run: () => simulate(question).outcome, sent: async () => sent };
}
