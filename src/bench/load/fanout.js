// One device, many guardians watching its alert.
'use strict';
const { ask } = require('./sockets');
const { location } = require('./protocols');
const { steadily } = require('./pace');

const sleep = s => new Promise(r => setTimeout(r, s * 1000));
const MARK = Buffer.from('"location"');

/** The device and its guardians; `send` sends the next location, `delivered(ms)` hears of each that came (every tenth guardian times its own). */
class Watched {
  constructor(o) { this.o = o; this.seq = this.sent = this.got = this.lost = this.stored = 0; this.sentAt = new Map(); this.progress = 0; this.delivered = () => {}; }
  async open() {
    const { P, sockets, guardians } = this.o, [token] = await this.o.deviceTokens(1);
    this.device = await sockets.open(P.devicePath, token);
    ({ alertId: this.alertId } = await ask(this.device, P.trigger('t'), P.accepted));
    this.device.setHandler(data => { const m = JSON.parse(data); if (m.type === 'error') this.o.fail(m.code, m.detail); else if (m.type === P.stored) this.stored++; });
    const tokens = await this.o.guardianTokens(guardians, this.alertId, token);
    for (let i = 0; i < guardians; i += 20) await Promise.all(tokens.slice(i, i + 20).map((t, n) => this.#guardian(t, i + n)));
  }
  async #guardian(token, i) {
    const { P, sockets } = this.o, ws = await sockets.open(P.guardianPath, token);
    await ask(ws, P.subscribe(String(i), this.alertId), P.subscribed);
    ws.setHandler(data => {
      if (data.indexOf(MARK) < 0) return;
      this.got++;
      this.progress = performance.now();
      const t0 = i % 10 === 0 && this.sentAt.get(JSON.parse(data).location?.seq);
      this.delivered(t0 ? this.progress - t0 : undefined);
    });
  }
  get missing() { return this.sent * this.o.guardians - this.got - this.lost; }
  send() {
    const l = location(++this.seq);
    this.sentAt.set(this.seq, performance.now());
    this.sentAt.delete(this.seq - 10000);
    this.sent++;
    this.device.send(this.o.P.locations(String(this.seq), this.alertId, [l]));
  }
  /** Waits until all that was sent has come, or nothing came for a second: that is lost (a server may skip for a slow reader). */
  async still() {
    this.progress = performance.now();
    while (this.missing > 0 && performance.now() - this.progress < 1000) await sleep(.02);
    this.lost += Math.max(0, this.missing);
  }
  async close() { const text = this.o.P.over('over', this.alertId); if (text) { this.device.send(text); await sleep(.3); } }
}

/** As fast as all are delivered: at most `window` locations may still be on their way to somebody. Answers how to stop. */
function closed(w, window) {
  let running = true;
  const pump = () => { while (running && w.missing <= (window - 1) * w.o.guardians) w.send(); };
  const { delivered } = w;
  w.delivered = ms => { delivered(ms); pump(); };
  const watchdog = setInterval(() => { if (performance.now() - w.progress > 1000) { w.lost += Math.max(0, w.missing); pump(); } }, 200);
  w.progress = performance.now();
  pump();
  return () => { running = false; clearInterval(watchdog); w.delivered = delivered; };
}

/**
 * Flow control is by delivery, `rounds` times; or `rate` locations a second are sent whatever comes back; then, for each of
 * `shares`, that share of what the rounds reached.
 * @param o P, sockets, fail, meter, deviceTokens, guardianTokens, guardians, window, rounds, rate, shares, warmup, secs, quiet
 */
async function fanout(o) {
  const w = new Watched(o), { meter, guardians } = o, results = [];
  await w.open();
  w.delivered = ms => meter.done(1, ms);
  const stretch = async (rate, warmup, extra = {}) => {
    const stop = rate ? steadily(rate, () => w.send()) : closed(w, o.window);
    await sleep(warmup);
    const sent = w.sent, lost = w.lost;
    meter.start(); await sleep(o.secs); meter.stop();
    const sentIn = w.sent - sent;
    stop();
    await w.still();
    if (o.quiet) await meter.settle(o.quiet);
    results.push(meter.result({ guardians, rate: +rate.toPrecision(3), sent: sentIn, stored: w.stored, lost: w.lost - lost, ...extra }));
  };
  for (let i = 0; i < o.rounds; i++) await stretch(o.rate, i === 0 ? o.warmup : .2);
  const reached = results.map(r => r.perSec / guardians).sort((a, b) => a - b)[results.length >> 1];
  for (const share of o.shares) await stretch(reached * share, .3, { share });
  await w.close();
  return results;
}

module.exports = { fanout };
