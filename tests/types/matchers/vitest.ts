/** What the compiler says of the matchers in Vitest; run by matchers.test.js. */
import { expect, test } from 'vitest';
import { simulate } from 'corslab';
import 'corslab/vitest';

declare const app: (request: Request) => Response;
const verdict = simulate({ page: 'https://a.example', request: 'https://b.example', server: { response: {} } });

test('right', async () => {
  await expect(app).toAllowCors({ from: 'https://app.example.com', path: '/items', method: 'PUT', headers: { 'Content-Type': 'application/json' }, credentials: 'include' });
  await expect(app).not.toAllowCors({ from: new URL('https://app.example.com'), expose: ['X-Total'] });
  await expect(app).toRefuseCors({ from: 'null', because: 'allow-origin-mismatch' });
  await expect('http://127.0.0.1:3000').toExposeHeaders('X-Total', { from: { url: 'https://app.example.com', sandboxed: true } });
  await expect(app).toAnswerPreflight({ from: 'https://app.example.com', allows: { methods: ['PUT'], headers: ['X-A'], maxAge: 600 } });
  // A promise from what has to be asked, none from a verdict.
  const asked: Promise<void> = expect(app).toAllowCors({ from: 'https://app.example.com' });
  const known: void = expect(verdict).toAllowCors();
  expect(verdict).not.toRefuseCors({ because: 'missing-allow-origin' });
  expect(verdict).toExposeHeaders(['X-Total']);
  return void [asked, known];
});

test('wrong', async () => {
  // @ts-expect-error no such code
  await expect(app).toRefuseCors({ from: 'https://app.example.com', because: 'allow-origin-mismach' });
  // @ts-expect-error no such credentials
  await expect(app).toAllowCors({ from: 'https://app.example.com', credentials: true });
  const credentials: string = 'include';
  // @ts-expect-error any text, and not one of the three
  await expect(app).toAllowCors({ from: 'https://app.example.com', credentials });
  // @ts-expect-error no such option
  await expect(app).toAllowCors({ from: 'https://app.example.com', origin: 'x' });
  // @ts-expect-error without names
  await expect(app).toExposeHeaders();
  // @ts-expect-error a verdict gives no promise
  const asked: Promise<void> = expect(verdict).toAllowCors();
  return void asked;
});
