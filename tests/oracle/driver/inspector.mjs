/**
 * WebKit's [remote inspector](https://webkitgtk.org/reference/webkit2gtk/stable/class.Settings.html): what its own Web
 * Inspector speaks. Nothing but the console and scripts is switched on, so that no request is treated differently.
 */
import WebSocket from 'ws';

/**
 * @typedef {{ text: string, url?: string, level?: string, source?: string }} ConsoleLine
 * @typedef {{ lastContext?: number }} Target a page's process; a visit of another site changes it
 */

/** With longer messages WebKit closes the socket. */
const LONGEST = 50_000;

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

  /**
   * The value of an expression, or of the promise that it yields.
   *
   * @param {string} expression
   * @param {{ inFrame?: boolean, userGesture?: boolean }} options whether in the document that came last, and as if clicked
   */
  async evaluate(expression, { inFrame = false, userGesture = false } = {}) {
    const contextId = inFrame ? this.#targets.get(this.#current)?.lastContext : undefined;
    if (expression.length > LONGEST) {
      await this.#store(expression, contextId);
      expression = '(0, eval)(globalThis.corslabExpression)';
    }
    // A rejection is handled in the page, or the console would show it.
    const promise = value(await this.#send('Runtime.evaluate', {
      expression: `(async () => (${expression}))().then((value) => ({ value }), (error) => ({ error: String(error) }))`,
      emulateUserGesture: userGesture, ...(contextId && { contextId }),
    }));
    const settled = await this.#send('Runtime.awaitPromise', { promiseObjectId: promise.objectId, returnByValue: true });
    const { value: answer, error } = value(settled).value;
    if (error !== undefined) throw new Error(error);
    return answer;
  }

  /** Leaves an expression in the page, piece by piece. */
  async #store(expression, contextId) {
    const context = contextId && { contextId };
    await this.#send('Runtime.evaluate', { expression: 'globalThis.corslabExpression = ""', ...context });
    for (let i = 0; i < expression.length; i += LONGEST) {
      const piece = JSON.stringify(expression.slice(i, i + LONGEST));
      await this.#send('Runtime.evaluate', { expression: `void (globalThis.corslabExpression += ${piece})`, ...context });
    }
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
    this.#targets.set(targetId, {});
    if (!isProvisional) this.#current = targetId;
    for (const method of ['Page.enable', 'Runtime.enable', 'Console.enable']) this.#send(method, {}, targetId).catch(() => {});
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
    switch (method) {
      case 'Runtime.executionContextCreated': return this.#noteContext(targetId, params.context);
      case 'Console.messageAdded': return this.#addLine(params.message);
      case 'Console.messageRepeatCountUpdated': return this.#repeatLine(params.count);
      default:
    }
  }

  #noteContext(targetId, { id, type }) {
    const target = this.#targets.get(targetId);
    if (target && type === 'normal') target.lastContext = id;
  }

  #addLine({ text, url, level, source }) {
    this.#repeats = 1;
    this.lines.push({ text, ...(url && url !== 'undefined' && { url }), level, source });
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
