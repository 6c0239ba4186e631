import { explainConsoleMessage } from 'corslab';
import { expect, test } from 'vitest';

const blocked = "Access to fetch at 'https://api.example.com/items' from origin 'https://app.example.com' has been blocked by CORS policy: ";
const preflight = "Response to preflight request doesn't pass access control check: ";

//#region lines
test.for([
  // What Chrome and Edge say after “blocked by CORS policy:”, and what is wrong.
  ["No 'Access-Control-Allow-Origin' header is present on the requested resource.", 'missing-allow-origin'],
  ["The 'Access-Control-Allow-Origin' header contains multiple values 'https://app.example.com, *', but only one is allowed.", 'multiple-allow-origin'],
  ["The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin.", 'allow-origin-mismatch'],
  ["The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.", 'wildcard-with-credentials'],
  ["The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.", 'missing-allow-credentials'],
  [`${preflight}It does not have HTTP ok status.`, 'preflight-status'],
  [`${preflight}Redirect is not allowed for a preflight request.`, 'preflight-redirect'],
  ['Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.', 'header-not-allowed'],
  ['Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.', 'method-not-allowed'],
])('%s', ([text, code]) => {
  expect(explainConsoleMessage(`${blocked}${text}`)?.code).toBe(code);
});
//#endregion

test('a line that names no cause', () => {
  //#region none
  expect(explainConsoleMessage('Uncaught (in promise) TypeError: Failed to fetch')?.code).toBe(null);
  //#endregion
});
