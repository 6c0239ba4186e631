/**
 * What every app does: one verdict and one malformed scenario.
 *
 * @param {typeof import('corslab')} corslab
 */
export function report({ simulate, CorslabError }) {
  const scenario = {
    page: 'https://app.example.com/',
    request: 'https://api.example.com/',
    server: { response: { headers: { 'access-control-allow-origin': '*' } } },
  };
  const { outcome } = simulate(scenario);
  try {
    simulate({ ...scenario, request: { url: scenario.request, mode: 'corss' } });
  } catch (error) {
    const { field, value, allowed } = error;
    return {
      outcome,
      error: {
        isCorslabError: error instanceof CorslabError,
        isError: error instanceof Error,
        field,
        value,
        allowedIsText: typeof allowed === 'string' && allowed.includes('no-cors'),
      },
    };
  }
  return { outcome, error: 'nothing was thrown' };
}
