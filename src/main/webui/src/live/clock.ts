/**
 * The server's time as this browser knows it. A laptop whose clock is an hour off must not show a fresh place as an hour
 * old; so what the server's answers say about the time counts, once they differ by more than they are exact.
 */
let offsetMs = 0;

const EXACT_MS = 2_000;

/** @param date the `Date` header of an answer just received, in whole seconds; null if it had none */
export function noteServerTime(date: string | null): void {
    const server = Date.parse(date ?? '');
    if (Number.isNaN(server)) return;
    const off = server + 500 - Date.now();
    offsetMs = Math.abs(off) > EXACT_MS ? off : 0;
}

/** Milliseconds since the epoch, by the server's clock. */
export function now(): number {
    return Date.now() + offsetMs;
}

/** Calls back once a second, on the second of the page, until the returned function is called. */
export function everySecond(tick: () => void): () => void {
    ticking.add(tick);
    timer ??= setInterval(() => ticking.forEach(each => each()), 1_000);
    return () => {
        ticking.delete(tick);
        if (ticking.size > 0) return;
        clearInterval(timer);
        timer = undefined;
    };
}

const ticking = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
