// What a comparison starts, it ends again, by its id: in order at the end of a turn, and all of it when it is interrupted.
'use strict';
const { spawn, execFile } = require('node:child_process');
const net = require('node:net');
const fs = require('node:fs');

const running = new Set();
let over = false;
const sleep = s => new Promise(r => setTimeout(r, s * 1000));

/** Starts a program whose output goes to `log`. It ends with this process, too, however that ends (setpriv asks the kernel for it). */
function start(command, args, { log, ...options }) {
  if (over) throw new Error('interrupted');
  const out = fs.openSync(log, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], { stdio: ['ignore', out, out], ...options });
  fs.closeSync(out);
  child.on('error', () => {});
  running.add(child);
  child.ended = new Promise(resolve => child.once('close', (code, signal) => { running.delete(child); resolve(code ?? signal); }));
  return child;
}

async function end(child) {
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 8000);
  await child.ended;
  clearTimeout(killing);
}

/** Ends what still runs, the last that was started first; nothing is started any more. */
async function endAll() { over = true; for (const child of [...running].reverse()) await end(child); }

/** Runs a program to its end and answers with what it printed. `fine` are the exit codes that are not an error. */
function run(command, args, { fine = [0], ...options } = {}) {
  return new Promise((resolve, reject) => {
    if (over) throw new Error('interrupted');
    const child = execFile('setpriv', ['--pdeathsig', 'TERM', command, ...args], { maxBuffer: 1 << 26, ...options }, (error, stdout, stderr) => {
      if (error && !fine.includes(error.code)) reject(new Error(`${command} ${args.join(' ')}: ${stderr.trim().slice(-2000) || error.message}`));
      else resolve({ stdout, stderr });
    });
    running.add(child);
    child.ended = new Promise(done => child.once('close', () => { running.delete(child); done(); }));
  });
}

function answers(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

/** Waits until the server takes connections. */
async function listening(child, port, name) {
  let over = false;
  child.ended.then(() => { over = true; });
  for (let tries = 0; tries < 300; tries++) {
    if (over) throw new Error(`${name} ended before it answered`);
    if (await answers(port)) return;
    await sleep(.1);
  }
  throw new Error(`${name} does not answer on port ${port}`);
}

module.exports = { start, end, endAll, run, answers, listening, sleep };
