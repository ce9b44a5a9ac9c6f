/** A name and the place that it belongs to, in pixels from the map's upper left corner. */
export interface Name {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** How far a name hangs from where it would hang if it were alone. */
export interface Shift {
    readonly right: number;
    readonly down: number;
}

/** Some near each other, of whom not each one's name has room. */
export interface Heap<T extends Name> {
    readonly all: readonly T[];
    readonly unnamed: readonly T[];
    /** Where it is told how many, from the first of those. */
    readonly shift: Shift;
}

interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
}

/** From a place down to its name. */
const BELOW = 22;
/** Half of the largest marker. */
const MARKER = 17;
const GAP = 2;
const EDGE = 4;
/** What the zoom buttons take of the map's right side. */
const BUTTONS = 48;

/**
 * Hangs up names, the most urgent first: one that would cover another, or a marker, gives way downwards. Markers stay where they are.
 * @param width of the map
 * @param most so many names one below the other: the others have none
 */
export function hang<T extends Name>(names: readonly T[], width: number, most: number): { readonly hung: ReadonlyMap<T, Shift>; readonly heaps: readonly Heap<T>[] } {
    const taken: Box[] = names.map(({ x, y }) => ({ left: x - MARKER, top: y - MARKER, right: x + MARKER, bottom: y + MARKER }));
    const hung = new Map<T, Shift>();
    for (const name of names) {
        const { box, shift } = free(name, taken, width);
        if (shift.down >= most * name.height) continue;
        taken.push(box);
        hung.set(name, shift);
    }
    const heaps: T[][] = [];
    for (const name of names) {
        if (hung.has(name)) continue;
        const near = heaps.find(([first]) => first && beside(first, name));
        if (near) near.push(name);
        else heaps.push([name]);
    }
    return { hung, heaps: heaps.map(unnamed => heap(names.filter(each => unnamed.some(one => beside(one, each))), unnamed, taken, width)) };
}

function heap<T extends Name>(all: readonly T[], unnamed: readonly T[], taken: Box[], width: number): Heap<T> {
    const [first] = unnamed;
    if (!first) return { all, unnamed, shift: { right: 0, down: 0 } };
    const { box, shift } = free(first, taken, width);
    taken.push(box);
    return { all, unnamed, shift };
}

function beside(a: Name, b: Name): boolean {
    return Math.abs(a.x - b.x) < 4 * MARKER && Math.abs(a.y - b.y) < 4 * MARKER;
}

/** Where a name is in nobody's way. */
function free({ x, y, width: wide, height }: Name, taken: readonly Box[], width: number): { readonly box: Box; readonly shift: Shift } {
    const middle = x - wide / 2;
    const left = x < 0 || x > width ? middle : Math.max(EDGE, Math.min(middle, width - BUTTONS - wide));
    const right = left + wide;
    let top = y + BELOW;
    for (;;) {
        const inTheWay = taken.find(box => box.left < right && box.right > left && box.top < top + height && box.bottom > top);
        if (!inTheWay) return { box: { left, top, right, bottom: top + height }, shift: { right: left - middle, down: top - y - BELOW } };
        top = inTheWay.bottom + GAP;
    }
}
