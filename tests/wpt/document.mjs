/** A test's page, as the server gives it: its title and its scripts, with whatever the server put into them. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/**
 * @typedef {object} Script
 * @property {string} url where it came from
 * @property {string} source
 *
 * @param {import('./serve.mjs').Hosts} hosts
 * @param {string} url of the page
 * @returns {Promise<{ title: string | undefined, scripts: Script[] }>}
 */
export async function loadDocument(hosts, url) {
  const html = await get(hosts, url);
  const [, title] = /<title>([^]*?)<\/title>/i.exec(html) ?? [];
  const tags = [...html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi)];
  const scripts = await Promise.all(tags.map(async ([, attributes, inline]) => {
    const [, quoted, bare] = /\bsrc\s*=\s*(?:"([^"]*)"|([^\s"'>]+))/i.exec(attributes) ?? [];
    const source = quoted ?? bare;
    if (source === undefined) return { url, source: inline };
    const address = new URL(source.replaceAll('&amp;', '&'), url).href;
    return { url: address, source: await get(hosts, address) };
  }));
  return { title: title?.replaceAll('&lt;', '<').replaceAll('&amp;', '&'), scripts };
}

/** @param {import('./serve.mjs').Hosts} hosts @param {string} url @returns {Promise<string>} */
function get(hosts, url) {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = { lookup: loopback, ca: hosts.ca, agent: false };
    request(url, options, async (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url} answers ${response.statusCode}`));
      try {
        resolve((await response.setEncoding('utf8').toArray()).join(''));
      } catch (error) {
        reject(error);
      }
    }).once('error', reject).end();
  });
}

/** Every host of the tests is this machine. */
export function loopback(_host, options, callback) {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
}
