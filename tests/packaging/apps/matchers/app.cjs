/** An app whose policy has a slash too many for one of its two origins. */
module.exports = (request, response) => {
  const { origin } = request.headers;
  response.setHeader('Vary', 'Origin');
  if (origin === 'https://app.example.com') response.setHeader('Access-Control-Allow-Origin', origin);
  if (origin === 'https://admin.example.com') response.setHeader('Access-Control-Allow-Origin', 'https://admin.example.com/');
  if (request.method === 'OPTIONS') response.setHeader('Access-Control-Allow-Methods', 'PUT');
  response.setHeader('X-Total', '3');
  response.end('[]');
};
