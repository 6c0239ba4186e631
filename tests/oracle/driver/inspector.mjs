/**
 * WebKit's [remote inspector](https://webkitgtk.org/reference/webkit2gtk/stable/class.Settings.html): what its own Web
 * Inspector speaks. Nothing but the console and scripts is switched on, so that no request is treated differently.
 */
import WebSocket from 'ws';

/**
 * @typedef {{ text: string, url?: string, level?: string, source?: string }} ConsoleLine
 * @typedef {{ id: string, contexts: { id: number, type: string }[] }} Target a page's process; a visit of another site changes it
 */

export class Inspector {
  /** @type {ConsoleLine[]} */
  lines = [];

  #socket;
  #ids = 0;
  /** @type {Map<number, { target: string, resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  /** @type {Map<string, Target>} */
  #targets = new Map();
  #current = '';
  #repeats = 1;
  #onLine = () => {};

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))));
    socket.on('error', () => {}).on('close', () => this.#fail(() => true, 'the browser is gone'));
  }

  /** @param {string} url of the target's socket */
  static async connect(url) {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const inspector = new Inspector(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return inspector;
  }

  /** Whether there is a page to talk to. */
  get ready() {
    return this.#targets.has(this.#current);
  }

  /** How many documents there are: the page's, then its frames'. */
  get documents() {
    return this.#contexts().length;
  }

  /**
   * The value of an expression, or of the promise that it yields.
   *
   * @param {string} expression
   * @param {{ document?: number, userGesture?: boolean }} options the document's index as `Array.at` takes it
   */
  async evaluate(expression, { document = 0, userGesture = false } = {}) {
    const contextId = this.#contexts().at(document)?.id;
    const promise = value(await this.#send('Runtime.evaluate', {
      expression: `(async () => (${expression}))()`, emulateUserGesture: userGesture, ...(contextId && { contextId }),
    }));
    return value(await this.#send('Runtime.awaitPromise', { promiseObjectId: promise.objectId, returnByValue: true })).value;
  }

  /** @param {string} url */
  navigate(url) {
    return this.#send('Page.navigate', { url });
  }

  /** The lines since the last call. The page writes a mark, and what comes before it is complete. */
  async takeLines() {
    const mark = `corslab mark ${++this.#ids}`;
    const marked = new Promise((resolve) => {
      this.#onLine = () => {
        const end = this.lines.findIndex(({ text }) => text === mark);
        if (end >= 0) resolve(this.lines.splice(0, end + 1).slice(0, -1));
      };
    });
    await this.evaluate(`console.log(${JSON.stringify(mark)})`);
    return marked;
  }

  close() {
    this.#socket.terminate();
  }

  #contexts() {
    return (this.#targets.get(this.#current)?.contexts ?? []).filter(({ type }) => type === 'normal');
  }

  #send(method, parameters, target = this.#current) {
    const id = ++this.#ids;
    const message = JSON.stringify({ id, method, params: parameters });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { target, resolve, reject });
      const envelope = { id: ++this.#ids, method: 'Target.sendMessageToTarget', params: { targetId: target, message } };
      this.#socket.send(JSON.stringify(envelope));
    });
  }

  #receive({ method, params }) {
    switch (method) {
      case 'Target.targetCreated': return this.#add(params.targetInfo);
      case 'Target.targetDestroyed': return this.#remove(params.targetId);
      case 'Target.didCommitProvisionalTarget': this.#current = params.newTargetId; return;
      case 'Target.dispatchMessageFromTarget': this.#hear(params.targetId, JSON.parse(params.message)); return;
      default:
    }
  }

  #add({ targetId, type, isProvisional, isPaused }) {
    if (type !== 'page') return;
    this.#targets.set(targetId, { id: targetId, contexts: [] });
    if (!isProvisional) this.#current = targetId;
    for (const method of ['Runtime.enable', 'Console.enable']) this.#send(method, {}, targetId).catch(() => {});
    if (isPaused) this.#socket.send(JSON.stringify({ id: ++this.#ids, method: 'Target.resume', params: { targetId } }));
  }

  #remove(targetId) {
    this.#targets.delete(targetId);
    this.#fail(({ target }) => target === targetId, 'the page is gone');
  }

  #fail(isConcerned, reason) {
    for (const [id, waiting] of this.#waiting) {
      if (!isConcerned(waiting)) continue;
      this.#waiting.delete(id);
      waiting.reject(new Error(reason));
    }
  }

  #hear(targetId, { id, result, error, method, params }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) return error ? waiting.reject(new Error(error.message)) : waiting.resolve(result);
    const target = this.#targets.get(targetId);
    switch (method) {
      case 'Runtime.executionContextCreated': target?.contexts.push(params.context); return;
      case 'Page.frameNavigated': return;
      case 'Console.messageAdded': return this.#addLine(params.message);
      case 'Console.messageRepeatCountUpdated': return this.#repeatLine(params.count);
      default:
    }
  }

  #addLine({ text, url, level, source }) {
    this.#repeats = 1;
    this.lines.push({ text, ...(url && { url }), level, source });
    this.#onLine();
  }

  /** Equal lines in a row are counted instead of sent. */
  #repeatLine(count) {
    const last = this.lines.at(-1);
    for (; last && this.#repeats < count; this.#repeats++) this.lines.push(last);
  }
}

function value({ result, wasThrown }) {
  if (wasThrown) throw new Error(result.description ?? String(result.value));
  return result;
}
