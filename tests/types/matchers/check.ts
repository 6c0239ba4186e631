/** What the compiler says of the checks, the assertions and the matrix; run by matchers.test.js. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { simulate } from 'corslab';
import { assertAllowsCors, assertAnswersPreflight, assertExposesHeaders, assertRefusesCors, checkCors, checkPreflight, report } from 'corslab/check';
import { corsMatrix, probeOrigins } from 'corslab/matrix';
import { createPage } from 'corslab/page';

const verdict = simulate({ page: 'https://a.example', request: 'https://b.example', server: { response: {} } });
const from = 'https://app.example.com';

export async function right() {
  const check = await checkCors(createServer(), { from, expose: 'X-Total', body: new FormData(), method: 'POST' });
  const text: string = check.report({ colours: true }) + report(verdict, { normalize: true });
  await checkCors(createPage(from), { url: '/items' });
  await checkPreflight((request: IncomingMessage, response: ServerResponse) => response.end(request.url), { from, method: 'PUT' });
  const now: boolean = assertAllowsCors(verdict).allowed;
  const later: Promise<unknown> = assertRefusesCors({ response: {} }, { from, because: 'missing-allow-origin' });
  await assertExposesHeaders(async () => new Response(), ['X-Total'], { from });
  await assertAnswersPreflight('http://127.0.0.1:3000', { from, allows: { maxAge: 5 } });
  const matrix = await corsMatrix({ fetch: () => new Response() }, { origins: [from, { url: from, sandboxed: true, expect: 'refused' }], requests: ['/', { method: 'PUT', expect: 'allowed' }] });
  const cell: boolean | null = matrix.cells[0]?.allowed ?? null;
  const { findings } = await probeOrigins('https://api.example.com', { allowed: [from], errorPaths: ['/private'] });
  const code: string = findings[0]?.code ?? 'none';
  return { allowed: check.allowed, exposed: check.exposed, text, now, later, cell, code };
}

export async function wrong() {
  // @ts-expect-error no page
  await checkCors(createServer(), {});
  // @ts-expect-error a page says so itself
  await checkCors(createPage(from), { url: '/', engine: 'firefox' });
  // @ts-expect-error no such expectation
  await corsMatrix(createServer(), { origins: [{ url: from, expect: 'yes' }] });
  // @ts-expect-error no list of allowed origins
  await probeOrigins(createServer(), {});
}
