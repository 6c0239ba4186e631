const { CorslabError, compareOrigins, simulate } = require('corslab');

const scenario = {
  page: 'https://app.example.com/',
  request: 'https://api.example.com/',
  server: { response: { headers: { 'access-control-allow-origin': '*' } } },
};

test('the environment is the expected one', () => {
  expect(typeof document === 'object' ? 'jsdom' : 'node').toBe(process.env.EXPECTED_ENVIRONMENT);
});

test('a verdict', () => {
  expect(simulate(scenario).outcome).toBe('readable');
});

test('the trace is there for every matcher, though it is made on demand', () => {
  expect(simulate(scenario)).toEqual(simulate(scenario));
  expect(simulate(scenario)).toStrictEqual(simulate(scenario));
  expect(simulate(scenario)).toHaveProperty('trace', expect.arrayContaining([expect.objectContaining({ algorithm: 'CORS check' })]));
  expect(JSON.parse(JSON.stringify(simulate(scenario)))).toEqual(simulate(scenario));
  expect({ ...simulate(scenario), trace: [] }).not.toEqual(simulate(scenario));
});

test("a host beyond ASCII is parsed by the environment's own URL", () => {
  expect(compareOrigins('https://b\u00fccher.example/', 'https://xn--bcher-kva.example/').sameOrigin).toBe(true);
});

test('text beyond ASCII survives the way in and out', () => {
  const page = 'https://app.example.com/\u00fc\u20ac\u{1f600}\ud800';
  expect(() => simulate({ ...scenario, request: { url: scenario.request, mode: page } })).toThrow(
    expect.objectContaining({ value: `"${page.replace('\ud800', '\ufffd')}"` }),
  );
});

test('a malformed scenario', () => {
  const malformed = { ...scenario, request: { url: scenario.request, mode: 'corss' } };
  expect(() => simulate(malformed)).toThrow(CorslabError);
  expect(() => simulate(malformed)).toThrow(expect.objectContaining({ field: 'request.mode', value: '"corss"' }));
});
