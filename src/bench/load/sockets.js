// Sockets as load.js and mixed.js open them: JSON messages, errors counted by their code.
'use strict';
const WebSocket = require('ws');

/** Opens sockets at `base`; what goes wrong with one goes to `fail(code, detail)`, until `quiet` is set. */
class Sockets {
  constructor(base, subprotocol, fail) { this.base = base; this.subprotocol = subprotocol; this.fail = fail; this.quiet = false; }

  /** `on(msg)` sees parsed JSON; `raw(buf)` instead sees the bytes, for receivers where parsing would cost too much. */
  open(path, token, { on, raw } = { on: () => {} }) {
    return new Promise((resolve, reject) => {
      const ws = new WebSocket(this.base + path, this.subprotocol ? [this.subprotocol] : [], { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false, skipUTF8Validation: true });
      ws.on('open', () => resolve(ws));
      ws.on('error', e => { reject(e); if (!this.quiet) this.fail('socket', e.message); });
      ws.on('close', (code, why) => { if (!this.quiet) this.fail(`closed-${code}`, String(why)); });
      ws.on('message', raw ?? (data => on(JSON.parse(data))));
      ws.setHandler = f => { ws.removeAllListeners('message'); ws.on('message', f); };
    });
  }
}

/** Sends one message and waits for the answer of the wanted type. */
const ask = (ws, text, type) => new Promise((resolve, reject) => {
  const t = setTimeout(() => reject(new Error(`no ${type} in 10 s`)), 10000);
  ws.setHandler(data => {
    const m = JSON.parse(data);
    if (m.type === 'error') reject(new Error(`${m.code}: ${m.detail}`)); else if (m.type !== type) return;
    clearTimeout(t); resolve(m);
  });
  ws.send(text);
});

module.exports = { Sockets, ask };
