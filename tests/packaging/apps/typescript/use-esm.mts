import { CorslabError, simulate, version, type Scenario, type Verdict } from 'corslab';
import { initSync, simulate as simulateSlim } from 'corslab/slim';

const scenario: Scenario = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', mode: 'cors' },
  server: { response: { headers: { 'access-control-allow-origin': '*' } } },
};
const verdict: Verdict = simulate(scenario);
export const outcome: 'readable' | 'opaque' | 'opaque-redirect' | 'network-error' = verdict.outcome;
export const text: string = version();
export const field = (error: unknown): string => (error instanceof CorslabError ? error.field : '');

initSync(new ArrayBuffer(8));
export const same: Verdict = simulateSlim(scenario);

// @ts-expect-error a misspelt mode is found by the compiler
export const wrong = simulate({ ...scenario, request: { url: 'https://api.example.com/', mode: 'corss' } });
// @ts-expect-error an outcome that does not exist is found by the compiler
export const never: 'blocked' = verdict.outcome;
