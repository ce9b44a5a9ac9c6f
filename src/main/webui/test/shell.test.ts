import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

const ORIGIN = 'https://mayday.example';
const PARTS = '<script src="/assets/a-1.js"></script>';
const SHELL = { name: 'now', page: '/app', files: ['/app', '/assets/a-1.js'] };

class Kept {
    readonly all = new Map<string, Response>();

    async addAll(requests: readonly Request[]): Promise<void> {
        for (const { url } of requests) await this.put(new URL(url).pathname, await fetch(url));
    }

    async match(path: string): Promise<Response | undefined> {
        return this.all.get(path)?.clone();
    }

    async put(path: string, response: Response): Promise<void> {
        this.all.set(path, response);
    }
}

const caches = new Map<string, Kept>();
let online = true;
let served: Record<string, string> = {};

/** The browser's side: its caches, and a server that may be out of reach. */
Object.assign(globalThis, {
    SHELL,
    self: { location: { origin: ORIGIN } },
    Request: class {
        readonly url: string;
        constructor(path: string) {
            this.url = ORIGIN + path;
        }
    },
    fetch: async (what: string | { url: string }) => {
        if (!online) throw new TypeError('offline');
        const { pathname } = new URL(typeof what === 'string' ? what : what.url, ORIGIN);
        return new Response(served[pathname] ?? '', { status: pathname in served ? 200 : 404 });
    },
    caches: {
        open: async (name: string) => caches.get(name) ?? (caches.set(name, new Kept()), caches.get(name)),
        keys: async () => [...caches.keys()],
        delete: async (name: string) => caches.delete(name),
    },
});
const { forgetOldShells, fromShell, isOfShell, keepShell } = await import('../src/worker/shell.ts');

const request = (path: string, mode: RequestMode = 'cors', method = 'GET'): Request => ({ url: path.startsWith('/') ? ORIGIN + path : path, mode, method }) as Request;

async function opened(path: string): Promise<string> {
    const meanwhile: Promise<unknown>[] = [];
    const response = await fromShell(request(path), work => meanwhile.push(work));
    await Promise.all(meanwhile);
    return response.text();
}

beforeEach(async () => {
    caches.clear();
    online = true;
    served = { '/app': `${PARTS}112`, '/assets/a-1.js': 'script' };
    await keepShell();
});

test('the page opens with no network', async () => {
    online = false;
    assert.equal(await opened('/app'), `${PARTS}112`);
    assert.equal(await opened('/assets/a-1.js'), 'script');
});

test('a setting that changed is there the next time', async () => {
    served['/app'] = `${PARTS}911`;
    assert.equal(await opened('/app'), `${PARTS}112`);
    assert.equal(await opened('/app'), `${PARTS}911`);
});

test('a page of other parts waits for its own service worker', async () => {
    served['/app'] = '<script src="/assets/a-2.js"></script>';
    await opened('/app');
    assert.equal(await opened('/app'), `${PARTS}112`);
});

test('what could not be kept at first is kept when it is asked for', async () => {
    caches.clear();
    online = false;
    await keepShell();
    online = true;
    await opened('/app');
    online = false;
    assert.equal(await opened('/app'), `${PARTS}112`);
});

test('other pages, other sites and what is sent pass by', () => {
    assert.equal(isOfShell(request('/app', 'navigate')), true);
    assert.equal(isOfShell(request('/assets/a-1.js')), true);
    for (const other of [request('/', 'navigate'), request('/v1/me'), request('/app'), request('/assets/a-1.js', 'cors', 'POST'), request('https://other.example/app', 'navigate')]) {
        assert.equal(isOfShell(other), false);
    }
});

test('an earlier build is forgotten, other caches are not', async () => {
    caches.set('mayday-shell-old', new Kept());
    caches.set('other', new Kept());
    await forgetOldShells();
    assert.deepEqual([...caches.keys()].sort(), ['mayday-shell-now', 'other']);
});
