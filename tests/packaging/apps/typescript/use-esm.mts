import { CorslabError, Fetch, compareOrigins, simulate, version, type Ask, type Scenario, type Step, type Verdict } from 'corslab';
import { initSync, simulate as simulateSlim } from 'corslab/slim';

const scenario: Scenario = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', mode: 'cors' },
  server: { response: { headers: { 'access-control-allow-origin': '*' } } },
};
const verdict: Verdict = simulate(scenario);
export const outcome: 'readable' | 'opaque' | 'opaque-redirect' | 'network-error' = verdict.outcome;
export const text: string = version();
export const steps: Step[] = verdict.trace;
export const same: boolean = compareOrigins('https://a.example/', 'https://b.example/').sameOrigin;
const fetch = new Fetch({ page: scenario.page, request: scenario.request });
export const ask: Ask | null = fetch.exchange;
fetch.respond({ status: 204, headers: [['a', '1']] }, 5);
export const conclusion: Verdict = fetch.verdict();
export const field = (error: unknown): string => (error instanceof CorslabError ? error.field : '');

initSync(new ArrayBuffer(8));
export const slim: Verdict = simulateSlim(scenario);

// @ts-expect-error a misspelt mode is found by the compiler
export const wrong = simulate({ ...scenario, request: { url: 'https://api.example.com/', mode: 'corss' } });
// @ts-expect-error an outcome that does not exist is found by the compiler
export const never: 'blocked' = verdict.outcome;
