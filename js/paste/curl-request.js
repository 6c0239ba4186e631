/** What a curl command's options add up to. */
import { cookiesOf } from './cookies.js';
import { PasteError, placeOf } from './error.js';
import { writeForm } from './multipart.js';
import { areOfBrowser, askedByPreflight, fromBrowser, pageOf, valueOf } from './sent-headers.js';

/**
 * @typedef {import('./sent-headers.js').Header} Header
 * @typedef {import('corslab/paste').PastedRequest} PastedRequest
 */

const FORM_TYPE = 'application/x-www-form-urlencoded';

export class CurlRequest {
  /** @type {import('corslab/paste').PasteNote[]} */
  notes = [];
  /** @type {import('./bash.js').Word[]} */
  #urls = [];
  /** @type {string | undefined} */
  #method;
  /** @type {Header[]} */
  #headers = [];
  /** @type {Set<string>} headers that curl shall not send */
  #removed = new Set();
  /** @type {string[]} */
  #data = [];
  /** @type {string[]} */
  #json = [];
  /** @type {string[]} */
  #query = [];
  /** @type {import('./multipart.js').Field[]} */
  #fields = [];
  /** @type {string[]} */
  #cookies = [];
  /** @type {Set<'get' | 'head' | 'upload'>} */
  #flags = new Set();
  /** @type {import('corslab/paste').CurlNetwork} */
  #network = { insecure: false, follow: false, resolve: [], connectTo: [] };
  #given;

  /** @param {{ stdin?: string, readFile?: (name: string) => string }} given */
  constructor(given) {
    this.#given = given;
  }

  /** @param {string} code @param {string} about @param {string} message */
  note(code, about, message) {
    this.notes.push({ code, about, message });
  }

  /** @param {import('./bash.js').Word} word */
  url(word) {
    if (word.text !== '') this.#urls.push(word);
  }

  /**
   * @param {string} name
   * @param {string} value
   * @returns {boolean} whether it is one that counts
   */
  option(name, value) {
    const take = Object.hasOwn(this.#options, name) ? this.#options[name] : undefined;
    take?.(value);
    return take !== undefined;
  }

  /** @type {Record<string, (value: string) => void>} */
  #options = {
    url: (value) => this.url({ text: value, offset: 0 }),
    request: (value) => (this.#method = value),
    get: () => this.#flags.add('get'),
    head: () => this.#flags.add('head'),
    header: (value) => this.#header(value),
    data: (value) => this.#data.push(this.#content(value, true)),
    'data-ascii': (value) => this.#data.push(this.#content(value, true)),
    'data-binary': (value) => this.#data.push(this.#content(value, false)),
    'data-raw': (value) => this.#data.push(value),
    'data-urlencode': (value) => this.#data.push(this.#encoded(value)),
    'url-query': (value) => this.#query.push(value.startsWith('+') ? value.slice(1) : this.#encoded(value)),
    json: (value) => this.#json.push(this.#content(value, false)),
    form: (value) => this.#field(value),
    'form-string': (value) => this.#fields.push({ name: before(value, '='), value: after(value, '=') }),
    'upload-file': (value) => {
      this.#flags.add('upload');
      this.#data.push(this.#file(value));
    },
    user: (value) => this.#headers.push(['Authorization', `Basic ${base64(value.includes(':') ? value : `${value}:`)}`]),
    'oauth2-bearer': (value) => this.#headers.push(['Authorization', `Bearer ${value}`]),
    cookie: (value) => this.#cookie(value),
    'user-agent': (value) => this.#headers.push(['User-Agent', value]),
    referer: (value) => this.#headers.push(['Referer', value.replace(/;auto$/, '')]),
    range: (value) => this.#headers.push(['Range', `bytes=${value}`]),
    insecure: () => (this.#network.insecure = true),
    location: () => (this.#network.follow = true),
    'location-trusted': () => (this.#network.follow = true),
    cacert: (value) => (this.#network.cacert = value),
    resolve: (value) => this.#network.resolve.push(value),
    'connect-to': (value) => this.#network.connectTo.push(value),
    'max-time': (value) => this.#timeout(value),
    'connect-timeout': (value) => this.#timeout(value),
  };

  /** `A: b`; `A;` for an empty value, `A:` for none at all. @param {string} line */
  #header(line) {
    if (line.startsWith('@')) {
      for (const each of this.#file(line.slice(1)).split(/\r?\n/)) if (each.trim() !== '') this.#header(each);
      return;
    }
    const [, name, separator, value] = /^([^:;]*)([:;]?)(.*)$/s.exec(line) ?? [];
    if (separator === ';' && value.trim() === '') this.#headers.push([name.trim(), '']);
    else if (separator !== ':') this.note('no-header', line, `-H '${line}' is no header: curl leaves it out.`);
    else if (value.trim() === '') this.#removed.add(name.trim().toLowerCase());
    else this.#headers.push([name.trim(), value.trim()]);
  }

  /** @param {string} value */
  #cookie(value) {
    if (value.includes('=')) this.#cookies.push(value);
    else this.note('cookie-file', value, `-b ${value} names a file of cookies: it was not read.`);
  }

  /** @param {string} value @param {boolean} withoutLineEnds */
  #content(value, withoutLineEnds) {
    if (!value.startsWith('@')) return value;
    const content = this.#file(value.slice(1));
    return withoutLineEnds ? content.replace(/[\r\n\0]/g, '') : content;
  }

  /** A file's content, as far as anybody can read it here. @param {string} name */
  #file(name) {
    const { stdin, readFile } = this.#given;
    if (name === '-' && stdin !== undefined) return stdin;
    if (readFile && name !== '-') return readFile(name);
    this.note('file', name, `The content of ${name === '-' ? 'the standard input' : name} is not known here: it is taken to be empty.`);
    return '';
  }

  /** `content`, `=content`, `name=content`, `@file`, `name@file`. @param {string} value */
  #encoded(value) {
    const [, name, separator, content] = /^([^=@]*)([=@]?)(.*)$/s.exec(value) ?? [];
    if (separator === '') return percentEncode(value);
    const text = percentEncode(separator === '@' ? this.#file(content) : content);
    return name === '' ? text : `${name}=${text}`;
  }

  /** `name=value;type=…`, `name=@file`, `name=<file`. @param {string} value */
  #field(value) {
    const name = before(value, '=');
    const [content, ...parameters] = after(value, '=').split(';');
    const parameter = (/** @type {string} */ key) =>
      parameters.map((each) => each.trim()).find((each) => each.startsWith(`${key}=`))?.slice(key.length + 1).replace(/^"(.*)"$/, '$1');
    const file = /^[@<](.*)$/s.exec(content)?.[1];
    const isUpload = content.startsWith('@');
    const type = parameter('type') ?? (isUpload ? 'application/octet-stream' : undefined);
    const fileName = parameter('filename') ?? (isUpload ? file?.split(/[\\/]/).at(-1) : undefined);
    this.#fields.push({ name, value: file === undefined ? content.replace(/^"(.*)"$/s, '$1') : this.#file(file), type, fileName });
  }

  /** @param {string} seconds */
  #timeout(seconds) {
    const milliseconds = Number(seconds) * 1000;
    if (milliseconds > 0) this.#network.timeout = Math.min(milliseconds, this.#network.timeout ?? Infinity);
  }

  /**
   * Everything together.
   *
   * @param {string} text the whole command, for an error's place
   * @returns {PastedRequest}
   */
  read(text) {
    const url = this.#address(text);
    const headers = this.#headers.filter(([name]) => !this.#removed.has(name.toLowerCase()));
    if (this.#cookies.length > 0) headers.push(['Cookie', this.#cookies.join('; ')]);
    const method = this.#method ?? this.#impliedMethod();
    const { body, type } = this.#body();
    if (type && valueOf(headers, 'content-type') === undefined && !this.#removed.has('content-type')) headers.push(['Content-Type', type]);
    if (this.#json.length > 0 && valueOf(headers, 'accept') === undefined) headers.push(['Accept', 'application/json']);
    const preflight = areOfBrowser(headers) ? askedByPreflight(method, headers) : null;
    if (preflight) this.note('preflight', 'OPTIONS', 'This is a preflight: the request that it asks for was taken, with made-up values.');
    const asked = areOfBrowser(headers) ? fromBrowser(preflight?.headers ?? headers, url) : this.#byHand(headers, url);
    this.notes.push(...asked.notes);
    const made = preflight?.method ?? method;
    const request = { url, ...(made !== 'GET' && { method: made }), ...asked.request, ...(body !== undefined && { body }) };
    return { request, page: asked.page, cookies: asked.cookies, network: this.#network, notes: this.notes };
  }

  #impliedMethod() {
    if (this.#flags.has('head')) return 'HEAD';
    if (this.#flags.has('get')) return 'GET';
    if (this.#flags.has('upload')) return 'PUT';
    return this.#data.length + this.#json.length + this.#fields.length > 0 ? 'POST' : 'GET';
  }

  /** @returns {{ body?: import('corslab').RequestDescription['body'], type?: string }} */
  #body() {
    if (this.#fields.length > 0) return { body: { kind: 'form-data', text: writeForm(this.#fields) } };
    if (this.#json.length > 0) return { body: { kind: 'text', text: this.#json.join('') }, type: 'application/json' };
    if (this.#data.length === 0 || this.#flags.has('get')) return {};
    if (this.#flags.has('upload')) return { body: { kind: 'buffer', text: this.#data.join('') } };
    return { body: { kind: 'text', text: this.#data.join('&') }, type: FORM_TYPE };
  }

  /** @param {string} text */
  #address(text) {
    const [first, ...others] = this.#urls;
    if (!first) throw new PasteError({ code: 'no-url', value: 'no URL', allowed: 'one in the command', at: placeOf(text, text.length) });
    if (others.length > 0) this.note('several-urls', others[0].text, `Only the first of ${this.#urls.length} URLs was read.`);
    const url = /^[a-z][a-z\d+.-]*:\/\//i.test(first.text) ? first.text : `http://${first.text}`;
    if (!URL.canParse(url)) {
      throw new PasteError({ code: 'invalid-url', value: JSON.stringify(first.text.slice(0, 200)), allowed: 'a URL', at: placeOf(text, first.offset) });
    }
    const query = [...(this.#flags.has('get') ? this.#data : []), ...this.#query].join('&');
    if (query === '') return url;
    const [address, ...fragment] = url.split('#');
    return [`${address}${address.includes('?') ? '&' : '?'}${query}`, ...fragment].join('#');
  }

  /**
   * The headers of a person: what a page cannot set is told by the core, what stands for the page is taken for it.
   *
   * @param {Header[]} headers
   * @param {string} url
   */
  #byHand(headers, url) {
    const page = pageOf(headers);
    const cookies = cookiesOf(headers.filter(([name]) => /^cookie$/i.test(name)).map(([, value]) => value).join(';'), url);
    if (cookies.length > 0) {
      const message = 'The cookies are taken to be the browser\'s own for this host, with SameSite=None, and the credentials mode to be "include".';
      this.note('cookies', 'Cookie', message);
    }
    if (valueOf(headers, 'user-agent') !== undefined) {
      this.note('user-agent', 'User-Agent', 'A browser sends a User-Agent of its own: this one was left out.');
    }
    const own = headers.filter(([name]) => !/^(?:origin|referer|cookie|user-agent)$/i.test(name));
    /** @type {Partial<import('corslab').RequestDescription>} */
    const request = { ...(own.length > 0 && { headers: own }), ...(cookies.length > 0 && { credentials: 'include' }) };
    return { request, page, cookies, notes: [] };
  }
}

/** @param {string} text @param {string} mark */
function before(text, mark) {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}

/** @param {string} text @param {string} mark */
function after(text, mark) {
  const at = text.indexOf(mark);
  return at === -1 ? '' : text.slice(at + mark.length);
}

/** All but the unreserved characters of RFC 3986. @param {string} text */
function percentEncode(text) {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} text */
function base64(text) {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
