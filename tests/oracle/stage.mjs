/** Plays scenarios in a real browser, many at a time, and tells for each what happened. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Network } from '../recorder/network.mjs';
import { withoutFragment } from '../recorder/play.mjs';
import { asPage, asRequest, asSequence, Play } from './play.mjs';
import { cookieVisits, pageDocuments } from './scene.mjs';

/** How many scenarios of one page are under way at once. */
const WIDTH = 24;
/** Browsers print the last lines after the script was told. */
const AFTERMATH = 250;

const TOKEN = /\/(\d[\da-z]{3})\//g;
const MARK = /corslab-mark:(\w*)/;

export class Stage {
  #network = new Network();
  #documents = new Map();
  /** @type {Map<string, Play>} */
  #plays = new Map();
  #number = 0;
  #staleCookies = [];
  /** @type {import('./driver/driver.d.ts').Tab} */
  #tab;

  /** @param {(proxyPort: number) => Promise<import('./driver/driver.d.ts').Driver>} launch */
  static async open(launch) {
    const stage = new Stage();
    await stage.#network.start();
    stage.#network.handler = (request) => stage.#reply(request);
    stage.driver = await launch(stage.#network.port);
    stage.#tab = await stage.driver.open();
    return stage;
  }

  async close() {
    await this.driver.close();
    await this.#network.stop();
  }

  /**
   * @param {object[]} items scenarios of one and the same page
   * @returns {Promise<object[]>} their observations, in the same order
   */
  async play(items) {
    const plays = items.map((item) => new Play(asSequence(item), ++this.#number));
    this.#plays = new Map(plays.map((play) => [play.token, play]));
    await this.#visit(plays.flatMap(({ sequence }) => sequence.cookies ?? []));
    await this.#openPage(asPage(items[0].page));
    await this.#tab.takeConsole();
    const forPage = JSON.stringify(plays.map((play) => ({ ...play.forPage, alone: this.#isAlone(play.sequence) })));
    const seen = await this.#tab.evaluate(`corslabPlayAll(${forPage}, ${WIDTH})`);
    await sleep(AFTERMATH);
    const lines = this.#attribute(await this.#tab.takeConsole());
    return plays.map((play, i) => play.observation(seen[i], lines.get(play.token) ?? []));
  }

  /** What is told about later, in lines without a URL: one at a time, then. */
  #isAlone({ steps }) {
    return steps.some(({ request, server }) => {
      const step = { request: asRequest(request), server };
      return step.request.initiator === 'eventsource' || Boolean(step.request.integrity) || this.driver.isAlone?.(step) === true;
    });
  }

  async #visit(cookies) {
    const visits = cookieVisits(cookies, this.#staleCookies);
    this.#staleCookies = cookies;
    for (const visit of visits) await this.#show([visit]);
  }

  async #openPage(page) {
    await this.#show(pageDocuments(page));
  }

  async #show(documents) {
    this.#documents = new Map(documents.map((document) => [withoutFragment(document.url), document]));
    await this.#tab.goto(documents[0].url);
  }

  #tokenIn(text) {
    return [...text.matchAll(TOKEN)].map(([, token]) => token).find((token) => this.#plays.has(token));
  }

  /** A line belongs to the scenario whose URL it names, else to the one that was marked last. */
  #attribute(lines) {
    const byPlay = new Map();
    let marked = '';
    for (const { text, url = '' } of lines) {
      const mark = MARK.exec(text);
      if (mark) {
        [, marked] = mark;
        continue;
      }
      const token = this.#tokenIn(text) ?? this.#tokenIn(url) ?? marked;
      // It may come late, from the page before.
      if (!this.#plays.has(token)) console.error(`${this.driver.name}: a console line that belongs to no scenario: ${text}`);
      byPlay.set(token, [...byPlay.get(token) ?? [], text]);
    }
    return byPlay;
  }

  /** @param {import('../recorder/network.mjs').RawRequest} request */
  #reply(request) {
    const token = this.#tokenIn(request.url);
    const step = /\/corslab-step\/(\w+)\/(\d+)$/.exec(request.url);
    if (token !== undefined && !step) return this.#plays.get(token)?.reply(request) ?? { networkFailure: true };
    if (step) {
      this.#plays.get(step[1])?.beginStep(Number(step[2]));
      return { status: 204 };
    }
    const document = this.#documents.get(request.url);
    if (!document) return { networkFailure: true };
    return { headers: document.headers, body: Buffer.from(document.html) };
  }
}
