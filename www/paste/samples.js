/** Texts to try, as browsers and terminals print them; in the order of `strings.pasteBox.samples`. */

export const SAMPLES = [
  // Chrome's console, with what stands beside the line there.
  `app.js:12 Access to fetch at 'https://api.example.com/items' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://www.example.com' that is not equal to the supplied origin. Have the server send the header with a valid value.
app.js:12  GET https://api.example.com/items net::ERR_FAILED 200 (OK)`,
  `Access to fetch at 'https://api.example.com/orders' from origin 'http://localhost:5173' has been blocked by CORS policy: Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.`,
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/session. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
  `curl 'https://api.example.com/items/7' \\
  -X PATCH \\
  -H 'authorization: Bearer 4f3c' \\
  -H 'content-type: application/json' \\
  -H 'origin: https://app.example.com' \\
  --data-raw '{"sold":true}'`,
  `HTTP/2 200
content-type: application/json
access-control-allow-origin: *
vary: Origin

[{"id":7}]`,
  `fetch("https://api.example.com/items", {
  "headers": {
    "accept": "application/json",
    "accept-language": "en-GB,en;q=0.9",
    "x-requested-with": "XMLHttpRequest"
  },
  "referrer": "https://app.example.com/shop",
  "body": null,
  "method": "GET",
  "mode": "cors",
  "credentials": "include"
});`,
];
