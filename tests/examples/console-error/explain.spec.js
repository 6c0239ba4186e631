//#region explain
import { explainConsoleMessage } from 'corslab';
import { expect, test } from 'vitest';

const line = `Access to fetch at 'https://api.example.com/items/7' from origin 'https://app.example.com' has been blocked
  by CORS policy: Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.`;

test('what the line means, and what to change', () => {
  const found = explainConsoleMessage(line);
  expect(found?.code).toBe('method-not-allowed');
  expect(found?.url).toBe('https://api.example.com/items/7');
  expect(found?.fixes[0].who).toBe('server');
});
//#endregion

test('what Firefox and Safari say of the same', () => {
  //#region others
  const firefox = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at
    https://api.example.com/items/7. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’).`;
  const safari = `Method PATCH is not allowed by Access-Control-Allow-Methods.`;
  expect(explainConsoleMessage(firefox)?.code).toBe('method-not-allowed');
  expect(explainConsoleMessage(safari)?.code).toBe('method-not-allowed');
  //#endregion
});
