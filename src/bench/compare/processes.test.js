'use strict';
const test = require('node:test');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const { once } = require('node:events');

const lives = pid => { try { return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')); } catch { return false; } };
const gone = async pid => { while (lives(pid)) await new Promise(r => setTimeout(r, 20)); };

/** A process of its own that starts a program which would last, and says its id; `then` is what it does next. */
async function starter(then) {
  const script = `const p = require(${JSON.stringify(require.resolve('./processes'))}); const c = p.start('sleep', ['600'], { log: '/dev/null' }); console.log(c.pid); ${then}`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  return { child, pid: +String(said).split('\n')[0] };
}

test('what was started is ended', async () => {
  const { child, pid } = await starter('p.endAll().then(() => process.exit(7));');
  const [code] = await once(child, 'exit');
  assert.equal(code, 7);
  assert.equal(lives(pid), false);
});

test('what was started ends with its starter, even when that is killed', async () => {
  const { child, pid } = await starter('setInterval(() => {}, 1000);');
  assert.equal(lives(pid), true);
  child.kill('SIGKILL');
  await gone(pid);
});

test('once all is to end, nothing is started any more', async () => {
  const { child } = await starter(`p.endAll().then(() => { try { p.start('sleep', ['600'], { log: '/dev/null' }); } catch (e) { process.exit(e.message === 'interrupted' ? 7 : 1); } });`);
  assert.deepEqual(await once(child, 'exit'), [7, null]);
});
