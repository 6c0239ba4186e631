/**
 * Runs inside the page that makes requests. `corslabPerform(request, mark)` makes one, the scenario's request with its
 * headers as pairs, and tells what a script can observe. The mark tells apart what runs in the same page.
 */
(() => {
  const messages = [];
  addEventListener('error', (event) => { messages.push(event.message ?? ''); });

  const thrown = (error) => ({ outcome: 'network-error', response: null, javascript: `${error.name}: ${error.message}` });
  const failed = (javascript) => ({ outcome: 'network-error', response: null, javascript });
  const done = (outcome, javascript, response = null) => ({ outcome, response, javascript });

  function bodyOf(description) {
    if (description === undefined || description === null) return undefined;
    if (typeof description === 'string') return description;
    const text = description.text ?? 'x'.repeat(description.length ?? 0);
    switch (description.kind) {
      case 'text': return text;
      case 'url-search-params': return new URLSearchParams(text);
      case 'form-data': return formData(text);
      case 'blob': return new Blob([text], { type: description.contentType ?? '' });
      case 'buffer': return new TextEncoder().encode(text);
      case 'stream': return new Blob([text]).stream();
      default: throw new Error(`unknown body kind ${description.kind}`);
    }
  }

  function formData(text) {
    const data = new FormData();
    for (const [name, value] of new URLSearchParams(text)) data.append(name, value);
    return data;
  }

  const responseTypes = { opaque: 'opaque', opaqueredirect: 'opaque-redirect', basic: 'readable', cors: 'readable' };

  async function viaFetch(request) {
    const init = {};
    const copied = ['method', 'headers', 'mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy',
      'integrity', 'keepalive', 'duplex'];
    for (const name of copied) if (request[name] !== undefined) init[name] = request[name];
    const body = bodyOf(request.body);
    if (body !== undefined) init.body = body;
    const response = await fetch(request.url, init);
    const outcome = responseTypes[response.type];
    const bodyReadable = outcome === 'readable' && await response.text().then(() => true, () => false);
    return done(outcome, `Response { type: "${response.type}", status: ${response.status} }`, {
      type: response.type, url: response.url, redirected: response.redirected, status: response.status,
      headers: [...response.headers], bodyReadable,
    });
  }

  function viaXhr(request) {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open(request.method ?? 'GET', request.url);
      xhr.withCredentials = request.credentials === 'include';
      for (const [name, value] of request.headers ?? []) xhr.setRequestHeader(name, value);
      if (request.uploadListener) xhr.upload.onprogress = () => {};
      xhr.onerror = () => resolve(failed(`error event, status ${xhr.status}`));
      xhr.onload = () => {
        const lines = xhr.getAllResponseHeaders().split('\r\n').filter(Boolean);
        const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
        resolve(done('readable', `load event, status ${xhr.status}`, {
          url: xhr.responseURL, status: xhr.status, headers, bodyReadable: true,
        }));
      };
      xhr.send(bodyOf(request.body));
    });
  }

  /** Loads an element and asks, once it is loaded, whether its content can be read. */
  function viaElement(request, name, attributes, isReadable, parent = document.body) {
    return new Promise((resolve) => {
      const element = document.createElement(name);
      const finish = (result) => {
        element.remove();
        resolve(result);
      };
      element.onload = () => finish(done(isReadable(element) ? 'readable' : 'opaque', 'load event'));
      element.onerror = () => finish(failed('error event'));
      if (request.crossorigin !== undefined) element.crossOrigin = request.crossorigin;
      if (request.referrerPolicy !== undefined) element.referrerPolicy = request.referrerPolicy;
      if (request.integrity !== undefined) element.integrity = request.integrity;
      Object.assign(element, attributes);
      parent.append(element);
    });
  }

  const canRead = (read) => {
    try {
      read();
      return true;
    } catch (error) {
      if (error.name === 'SecurityError') return false;
      throw error;
    }
  };

  const viaImage = (request) => viaElement(request, 'img', { src: request.url }, (image) => canRead(() => {
    const context = document.createElement('canvas').getContext('2d');
    context.drawImage(image, 0, 0);
    context.getImageData(0, 0, 1, 1);
  }));

  const viaScript = (request, mark) => viaElement(request, 'script', { src: request.url },
    () => messages.some((message) => message.includes(`aDetailOfTheScript${mark}`)));

  const viaModule = (request, mark) => viaElement(request, 'script', { type: 'module', src: request.url },
    () => globalThis[`moduleRan${mark}`] === true);

  const viaStylesheet = (request) => viaElement(request, 'link', { rel: 'stylesheet', href: request.url },
    (link) => canRead(() => link.sheet.cssRules), document.head);

  /** Its name stands in Firefox's lines: the one that corslab's have. */
  const viaFont = (request) => new FontFace('corslab', `url("${request.url}")`).load()
    .then(() => done('readable', 'loaded'), thrown);

  function viaEventSource(request) {
    return new Promise((resolve) => {
      const source = new EventSource(request.url, { withCredentials: request.credentials === 'include' });
      const finish = (result) => {
        source.close();
        resolve(result);
      };
      source.onopen = () => finish(done('readable', 'open event'));
      source.onerror = () => finish(failed('error event'));
    });
  }

  async function viaBeacon(request) {
    const queued = navigator.sendBeacon(request.url, bodyOf(request.body) ?? null);
    await new Promise((resolve) => setTimeout(resolve, 800));
    return done(null, `sendBeacon returned ${queued}`);
  }

  function viaIframe(request) {
    return new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = () => resolve(done(null, 'load event'));
      frame.src = request.url;
      document.body.append(frame);
    });
  }

  function viaForm(request) {
    const types = { 'form-data': 'multipart/form-data', text: 'text/plain' };
    const form = document.createElement('form');
    Object.assign(form, {
      action: request.url, method: request.method ?? 'get', enctype: types[request.body?.kind] ?? '',
    });
    // Submitting a GET form replaces the query of its action: the entries are those that lead to the scenario's URL.
    const entries = request.body?.text ?? new URL(request.url, document.baseURI).search;
    for (const [name, value] of new URLSearchParams(entries)) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    }
    document.body.append(form);
    form.submit();
    return new Promise(() => {});
  }

  /** Without activation the script navigates; with it, the harness clicks on the link. */
  function viaNavigation(request) {
    const link = Object.assign(document.createElement('a'), { href: request.url, id: 'go', textContent: 'go' });
    document.body.append(link);
    if (!request.userActivation) location.href = request.url;
    return new Promise(() => {});
  }

  const initiators = {
    fetch: viaFetch, xhr: viaXhr, img: viaImage, script: viaScript, module: viaModule, stylesheet: viaStylesheet,
    font: viaFont, eventsource: viaEventSource, beacon: viaBeacon, iframe: viaIframe, form: viaForm, navigation: viaNavigation,
  };

  globalThis.corslabPerform = async (request, mark, timeout = 4000) => {
    const late = new Promise((resolve) => { setTimeout(resolve, timeout, failed('nothing happened')); });
    try {
      return await Promise.race([initiators[request.initiator ?? 'fetch'](request, mark), late]);
    } catch (error) {
      return thrown(error);
    }
  };
})();
