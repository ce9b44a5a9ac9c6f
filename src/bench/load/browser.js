// Chromium, driven by the protocol of its developer tools: what a page costs whoever looks at it.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const WebSocket = require('ws');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));

/** One page in a context of its own. */
class Page {
  constructor(browser, sessionId, contextId) { this.browser = browser; this.sessionId = sessionId; this.contextId = contextId; this.requests = []; }
  send(method, params) { return this.browser.send(method, params, this.sessionId); }
  /** What an expression (or the promise that it is) comes to. */
  async value(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description ?? exceptionDetails.text} in ${expression}`);
    return result.value;
  }
  async until(expression, secs = 60) {
    for (const end = performance.now() + secs * 1000; !await this.value(expression); await sleep(.05)) if (performance.now() > end) throw new Error(`not within ${secs} s: ${expression}`);
  }
  async goes(url) { this.requests = []; await this.send('Page.navigate', { url }); }
  close() { return this.browser.send('Target.disposeBrowserContext', { browserContextId: this.contextId }); }
}

class Browser {
  #asked = new Map();
  #pages = new Map();
  #number = 0;
  static async start(command = process.env.CHROMIUM ?? 'chromium') {
    const browser = new Browser(), folder = browser.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
    browser.child = spawn('setpriv', ['--pdeathsig', 'TERM', command, '--headless=new', '--no-sandbox', '--no-first-run', '--disable-background-networking', '--remote-debugging-port=0',
      '--enable-unsafe-swiftshader', '--use-angle=swiftshader', `--user-data-dir=${folder}`, 'about:blank'], { stdio: 'ignore' });
    const file = path.join(folder, 'DevToolsActivePort');
    for (let tries = 0; !fs.existsSync(file) || !fs.readFileSync(file, 'utf8').includes('\n'); tries++) { if (tries > 600) throw new Error(`${command} does not start`); await sleep(.05); }
    const [port, address] = fs.readFileSync(file, 'utf8').trim().split('\n');
    browser.ws = new WebSocket(`ws://127.0.0.1:${port}${address}`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => browser.ws.on('open', resolve).on('error', reject));
    browser.ws.on('message', data => browser.#heard(JSON.parse(data)));
    return browser;
  }
  send(method, params = {}, sessionId = undefined) {
    const id = ++this.#number;
    this.ws.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve, reject) => this.#asked.set(id, { method, resolve, reject }));
  }
  #heard({ id, result, error, method, params, sessionId }) {
    const asked = this.#asked.get(id), page = this.#pages.get(sessionId);
    this.#asked.delete(id);
    if (asked) error ? asked.reject(new Error(`${asked.method}: ${error.message}`)) : asked.resolve(result);
    else if (page && method === 'Network.requestWillBeSent') page.requests.push({ id: params.requestId, url: params.request.url, at: params.timestamp, bytes: 0 });
    else if (page && method === 'Network.loadingFinished') { const r = page.requests.find(each => each.id === params.requestId); if (r) { r.bytes = params.encodedDataLength; r.done = params.timestamp; } }
  }
  async page({ width = 1280, height = 800 } = {}) {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId, width, height });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId, browserContextId);
    this.#pages.set(sessionId, page);
    for (const domain of ['Page', 'Network', 'Runtime']) await page.send(`${domain}.enable`);
    return page;
  }
  async close() {
    const gone = new Promise(resolve => this.child.once('close', resolve));
    await this.send('Browser.close').catch(() => this.child.kill());
    await gone;
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

module.exports = { Browser };
