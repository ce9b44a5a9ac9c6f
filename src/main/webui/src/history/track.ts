import type { Fix } from '../wire/types.ts';

/** A fix of a track, with its time in milliseconds since the epoch. */
export interface TrackFix extends Fix {
    readonly ms: number;
}

/** The most corners of a line that is drawn: finer than a screen. */
const CORNERS = 4_000;
/** The longest piece of a track that is thinned at once: whatever its shape, the whole then takes no time to speak of. */
const BLOCK = 256;
const DEGREE_M = 111_000;

/** The fixes of one alert, oldest first. However many there are, what is drawn of them is not more than can be seen. */
export class Track {
    #line: readonly TrackFix[] | undefined;

    constructor(readonly fixes: readonly TrackFix[]) {}

    get begin(): number {
        return this.fixes[0]?.ms ?? 0;
    }

    get end(): number {
        return this.fixes.at(-1)?.ms ?? 0;
    }

    /** What was known at that moment: the newest fix that is no younger; before there was one, the first. */
    knownAt(ms: number): TrackFix | undefined {
        let [low, high] = [0, this.fixes.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.fixes[middle]?.ms ?? 0) <= ms) low = middle + 1;
            else high = middle;
        }
        return this.fixes[Math.max(0, low - 1)];
    }

    /** The track as a line to draw. */
    get line(): readonly TrackFix[] {
        this.#line ??= thinned(this.fixes, CORNERS);
        return this.#line;
    }
}

/**
 * As many as may be drawn, after Ramer, Douglas and Peucker: each that is left out lies close to the line between those that
 * stay. How close doubles, from one metre, until the rest is few enough.
 */
export function thinned<T extends Fix>(fixes: readonly T[], most: number): readonly T[] {
    let rest = fixes;
    for (let metres = 1; rest.length > Math.max(2, most); metres *= 2) rest = within(rest, metres);
    return rest;
}

function within<T extends Fix>(fixes: readonly T[], metres: number): readonly T[] {
    const kept = new Uint8Array(fixes.length);
    kept[fixes.length - 1] = 1;
    const spans: [number, number][] = [];
    for (let from = 0; from < fixes.length - 1; from += BLOCK) {
        kept[from] = 1;
        spans.push([from, Math.min(from + BLOCK, fixes.length - 1)]);
    }
    for (let span = spans.pop(); span; span = spans.pop()) {
        const [from, to] = span;
        const far = farthest(fixes, from, to);
        if (far.metres <= metres) continue;
        kept[far.index] = 1;
        spans.push([from, far.index], [far.index, to]);
    }
    return fixes.filter((_, index) => kept[index]);
}

/** From the line between two: flat, which is good enough to draw with. A line that ends where it begins is a point. */
function farthest(fixes: readonly Fix[], from: number, to: number): { index: number; metres: number } {
    const [a, b] = [fixes[from], fixes[to]];
    const far = { index: from, metres: 0 };
    if (!a || !b) return far;
    const shrunk = Math.cos((a.lat * Math.PI) / 180);
    const [dx, dy] = [(b.lon - a.lon) * shrunk, b.lat - a.lat];
    const square = dx * dx + dy * dy;
    for (let index = from + 1; index < to; index++) {
        const fix = fixes[index];
        if (!fix) continue;
        const [x, y] = [(fix.lon - a.lon) * shrunk, fix.lat - a.lat];
        const along = square === 0 ? 0 : Math.min(1, Math.max(0, (x * dx + y * dy) / square));
        const metres = Math.hypot(x - along * dx, y - along * dy) * DEGREE_M;
        if (metres > far.metres) Object.assign(far, { index, metres });
    }
    return far;
}

/** The fixes of a CSV track, in the pieces that it comes in. */
export async function* fixesOf(csv: AsyncIterable<string>): AsyncGenerator<readonly TrackFix[]> {
    let rest = '';
    let header = true;
    for await (const piece of csv) {
        const lines = (rest + piece).split('\r\n');
        rest = lines.pop() ?? '';
        if (header && lines.length > 0) {
            lines.shift();
            header = false;
        }
        yield lines.map(fixOf);
    }
}

/** A line `seq,at,lat,lon,accuracy,altitude,speed,heading,battery,receivedAt`; what is not known is empty there, and absent here. */
function fixOf(line: string): TrackFix {
    const [seq = '', at = '', lat = '', lon = '', accuracy = '', altitude = '', speed = '', heading = '', battery = ''] = line.split(',');
    return {
        at,
        ms: Date.parse(at),
        lat: Number(lat),
        lon: Number(lon),
        ...(seq && { seq: Number(seq) }),
        ...(accuracy && { accuracy: Number(accuracy) }),
        ...(altitude && { altitude: Number(altitude) }),
        ...(speed && { speed: Number(speed) }),
        ...(heading && { heading: Number(heading) }),
        ...(battery && { battery: Number(battery) }),
    };
}
