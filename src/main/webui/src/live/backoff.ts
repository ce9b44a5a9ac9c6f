const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before the next try: doubling from half a second to 15 s, spread over the upper half, so that the
 * browsers that one server lost do not all come back in the same moment.
 * @param tries how many failed in a row, from 1
 * @param random in 0..1
 * @returns milliseconds
 */
export function waitBefore(tries: number, random: number = Math.random()): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10));
    return Math.round(most * (0.5 + random / 2));
}
