import cors from 'cors';
import express from 'express';

const from = 'https://app.example.com';
const asked = { from, path: '/me', credentials: /** @type {const} */ ('include') };

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'credentials',
    what: 'no `Access-Control-Allow-Credentials`',
    app: answering({ 'Access-Control-Allow-Origin': from }),
    asked,
    finding: 'missing-allow-credentials',
  },
  {
    what: '`Access-Control-Allow-Credentials: True`',
    app: answering({ 'Access-Control-Allow-Origin': from, 'Access-Control-Allow-Credentials': 'True' }),
    asked,
    finding: 'invalid-allow-credentials',
  },
  {
    what: '`Access-Control-Allow-Origin: *`',
    app: answering({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }),
    asked,
    finding: 'wildcard-with-credentials',
  },
  {
    what: 'every site is named back, with credentials',
    app: express().use(cors({ origin: true, credentials: true })).get('/me', (request, response) => void response.json('Ann')),
    asked: { ...asked, from: 'https://evil.example' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: '`Access-Control-Allow-Origin: null`, for a page in a sandbox or a file: every site can be such a page',
    app: answering({ 'Access-Control-Allow-Origin': 'null', 'Access-Control-Allow-Credentials': 'true' }),
    asked: { ...asked, from: 'null' },
    finding: 'null-origin',
  },
  {
    what: '`Access-Control-Expose-Headers: *`: with credentials it is a header of that name',
    app: answering({ 'Access-Control-Allow-Origin': from, 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Expose-Headers': '*', 'X-Total-Count': '2' }),
    asked,
    finding: 'wildcard-is-literal',
  },
];

/** @param {Record<string, string>} headers */
function answering(headers) {
  return () => Response.json('Ann', { headers });
}
