import type { TrackFix } from './track.ts';

/** A value at a moment. */
export interface Value {
    readonly ms: number;
    readonly value: number;
}

/** After so long with nothing heard a line is broken: nobody knows what was between. */
const SILENCE_MS = 300_000;

/** What a track says of one measure over time: all of it in numbers, and as much of it as can be drawn. */
export interface Series {
    readonly first: Value;
    readonly last: Value;
    readonly most: Value;
    /** At most two values a column, its least and its most, so that no peak is lost. */
    readonly lines: readonly (readonly Value[])[];
}

/** @returns undefined if no fix knows the measure */
export function seriesOf(fixes: readonly TrackFix[], measure: (fix: TrackFix) => number | undefined, columns: number): Series | undefined {
    const values = fixes.flatMap((fix): Value[] => {
        const value = measure(fix);
        return value === undefined ? [] : [{ ms: fix.ms, value }];
    });
    const [first, last, begin, end] = [values[0], values.at(-1), fixes[0]?.ms ?? 0, fixes.at(-1)?.ms ?? 0];
    if (!first || !last) return undefined;
    const most = values.reduce((high, each) => (each.value > high.value ? each : high));
    const width = Math.max(1, (end - begin) / columns);
    return { first, last, most, lines: unbroken(values).map(line => columnwise(line, ({ ms }) => Math.floor((ms - begin) / width))) };
}

function unbroken(values: readonly Value[]): readonly (readonly Value[])[] {
    const lines: Value[][] = [];
    let before = -Infinity;
    for (const each of values) {
        if (each.ms - before > SILENCE_MS) lines.push([]);
        lines.at(-1)?.push(each);
        before = each.ms;
    }
    return lines;
}

function columnwise(line: readonly Value[], columnOf: (value: Value) => number): readonly Value[] {
    const drawn: Value[] = [];
    for (let from = 0; from < line.length; ) {
        const column = columnOf(line[from] as Value);
        let to = from;
        let [least, most] = [line[from] as Value, line[from] as Value];
        for (let each = line[to]; each && columnOf(each) === column; each = line[++to]) {
            if (each.value < least.value) least = each;
            if (each.value > most.value) most = each;
        }
        drawn.push(...(least === most ? [least] : [least, most].sort((a, b) => a.ms - b.ms)));
        from = to;
    }
    return drawn;
}
