import type { Fix } from '../wire/types.ts';

/** A track with what is known at first, by `at`, oldest first: so many of the newest. */
export function inOrder(track: readonly Fix[], longest: number): readonly Fix[] {
    return [...track].sort(byTime).slice(-longest);
}

/** With one more place, which may have come twice, or late. */
export function withFix(track: readonly Fix[], fix: Fix, longest: number): readonly Fix[] {
    const last = track.at(-1);
    if (last && byTime(last, fix) > 0) return inBetween(track, fix);
    if (last && same(last, fix)) return track;
    return [...track.slice(1 - longest), fix];
}

/** Phones send the newest place first after a gap: an older one goes where it belongs. */
function inBetween(track: readonly Fix[], fix: Fix): readonly Fix[] {
    const after = track.findIndex(each => byTime(each, fix) > 0);
    if (track.slice(0, after).some(each => same(each, fix))) return track;
    return [...track.slice(0, after), fix, ...track.slice(after)];
}

function same(a: Fix, b: Fix): boolean {
    return a.seq === b.seq && byTime(a, b) === 0;
}

function byTime(a: Fix, b: Fix): number {
    return Date.parse(a.at) - Date.parse(b.at);
}
