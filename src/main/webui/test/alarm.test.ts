import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Alarm } from '../src/notify/alarm.ts';

function heard(t: TestContext): { readonly alarm: Alarm; readonly after: (ms: number) => number } {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let rung = 0;
    const after = (ms: number): number => {
        t.mock.timers.tick(ms);
        return rung;
    };
    return { alarm: new Alarm(() => rung++), after };
}

test('it rings when somebody new waits, and again until nobody does', t => {
    const { alarm, after } = heard(t);
    alarm.waits([]);
    assert.equal(after(60_000), 0);
    alarm.waits(['a']);
    assert.equal(after(0), 1);
    alarm.waits(['a']);
    assert.equal(after(10_000), 2);
    alarm.waits(['a', 'b']);
    assert.equal(after(0), 3);
    alarm.waits(['b']);
    assert.equal(after(10_000), 4);
    alarm.waits([]);
    assert.equal(after(60_000), 4);
});

test('who is at the page is not rung for again until the next', t => {
    const { alarm, after } = heard(t);
    alarm.waits([]);
    alarm.waits(['a']);
    alarm.stop();
    alarm.waits(['a']);
    assert.equal(after(60_000), 1);
    alarm.waits(['a', 'b']);
    assert.equal(after(0), 2);
});

test('whoever opens the page sees who waits; nobody is rung for all night', t => {
    const { alarm, after } = heard(t);
    alarm.waits(['a']);
    assert.equal(after(60_000), 0);
    alarm.waits(['a', 'b']);
    for (let i = 0; i < 100; i++) after(10_000);
    assert.equal(after(10_000), 30);
});
