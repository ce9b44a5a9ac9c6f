declare const self: ServiceWorkerGlobalScope;

/** Written in by build/bundle.mjs: what the phone's page is made of. Every build of other content has another name. */
declare const SHELL: { readonly name: string; readonly page: string; readonly files: readonly string[] } | undefined;

const PREFIX = 'mayday-shell-';
const { name, page, files } = typeof SHELL === 'undefined' || !SHELL ? { name: '', page: '', files: [] } : SHELL;

/** Fetches the phone's page with all its parts. Without a network it is tried again part by part, as they are asked for. */
export async function keepShell(): Promise<void> {
    const cache = await caches.open(PREFIX + name);
    await cache.addAll(files.map(path => new Request(path, { cache: 'no-cache' }))).catch(() => undefined);
}

/** What an earlier build left. */
export async function forgetOldShells(): Promise<void> {
    const old = (await caches.keys()).filter(key => key.startsWith(PREFIX) && key !== PREFIX + name);
    await Promise.all(old.map(key => caches.delete(key)));
}

/** Whether a request is for the phone's page or a part of it; nothing else passes through here. */
export function isOfShell({ method, mode, url }: Request): boolean {
    const { origin, pathname } = new URL(url);
    if (method !== 'GET' || origin !== self.location.origin) return false;
    return mode === 'navigate' ? pathname === page : pathname !== page && files.includes(pathname);
}

/** From what is kept, at once: whoever presses a button must not wait for a network. */
export async function fromShell(request: Request, meanwhile: (work: Promise<unknown>) => void): Promise<Response> {
    const cache = await caches.open(PREFIX + name);
    const { pathname } = new URL(request.url);
    const kept = await cache.match(pathname, { ignoreVary: true });
    if (kept && pathname === page) meanwhile(renewPage(cache, kept.clone()).catch(() => undefined));
    if (kept) return kept;
    const response = await fetch(request);
    if (response.ok) meanwhile(cache.put(pathname, response.clone()));
    return response;
}

/** The operator's settings are in the page. One that is made of other parts comes with its own service worker. */
async function renewPage(cache: Cache, kept: Response): Promise<void> {
    const fresh = await fetch(page, { cache: 'no-cache' });
    if (!fresh.ok) return;
    const [before, now] = await Promise.all([kept.text(), fresh.clone().text()]);
    if (partsOf(before) === partsOf(now)) await cache.put(page, fresh);
}

function partsOf(html: string): string {
    return (html.match(/\/assets\/[\w.-]+/g) ?? []).join();
}
