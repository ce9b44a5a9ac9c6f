import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

test('a base map that did not come is asked for again, and once for all who want it', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const answers = [() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve(new Response('', { status: 503 })), () => Promise.resolve(Response.json({ towns: [['Ljubljana', 14.5, 46.05, 0]] }))];
    let asked = 0;
    Object.assign(globalThis, { document: { querySelector: () => null }, fetch: () => answers[asked++]?.() });
    const { towns, world } = await import('../src/map/world.ts');
    const all = Promise.all([world(), towns()]);
    for (let tries = 0; tries < 2; tries++) {
        await new Promise(fulfil => setImmediate(fulfil));
        mock.timers.tick(15_000);
    }
    const [found, known] = await all;
    assert.deepEqual([found.towns, asked], [known, 3]);
    mock.timers.reset();
});
