/** What goes over the wire in a scene, in the few lines that matter there; the lab shows all of them. */
import { el, visible } from '../view/dom.js';

/** Request headers that are alike in all scenes. */
const ALIKE = /^(?:accept|referer|sec-fetch-[a-z]+|upgrade-insecure-requests)$/i;

/** @param {import('corslab').Verdict} verdict */
export function wireView({ exchanges }) {
  return el('div', { class: 'gallery-wire' }, exchanges.map(({ request, reply }) =>
    el('pre', { dir: 'ltr' },
      line('gallery-sent', `${request.method} ${request.url}`),
      request.headers.filter(([name]) => !ALIKE.test(name)).map(header),
      reply && [line('gallery-received', String(reply.status)), reply.headers.map(header)])));
}

/** @param {string} kind @param {string} text */
function line(kind, text) {
  return el('bdi', { class: kind }, visible(text), '\n');
}

/** @param {[string, string]} header */
function header([name, value]) {
  return el('bdi', {}, el('span', { class: 'name' }, visible(name)), ': ', visible(value), '\n');
}
