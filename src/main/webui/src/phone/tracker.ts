import { now } from '../live/clock.ts';
import type { Fix } from '../wire/types.ts';

/** How finding the place stands. */
export type Tracking = 'off' | 'searching' | 'found' | 'denied' | 'unavailable';

export interface TrackerListener {
    /** A place, no more often than is wanted. */
    found(fix: Fix): void;
    stands(tracking: Tracking): void;
}

interface Battery {
    readonly level: number;
}

const DENIED = 1;
const UNAVAILABLE = 2;
const GLANCE_MS = 30_000;

/** Asks the browser where it is, for as long as somebody wants to know, and about as often. */
export class Tracker {
    #watch: number | undefined;
    #poll: ReturnType<typeof setInterval> | undefined;
    #intervalMs = 0;
    #lastMs = 0;
    /** Found too soon after the last one: told when it is due. */
    #held: GeolocationPosition | undefined;
    #battery: Battery | undefined;

    constructor(private readonly listener: TrackerListener) {
        const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };
        getBattery?.call(navigator).then(
            battery => (this.#battery = battery),
            () => undefined,
        );
    }

    /** @param seconds between two places */
    start(seconds: number): void {
        const intervalMs = seconds * 1_000;
        if (this.#watch !== undefined && intervalMs === this.#intervalMs) return;
        this.stop();
        if (!('geolocation' in navigator)) return this.listener.stands('unavailable');
        this.#intervalMs = intervalMs;
        this.listener.stands('searching');
        this.#watch = navigator.geolocation.watchPosition(this.#found, this.#failed, { enableHighAccuracy: true, maximumAge: 10_000 });
        // a phone that lies still is told of no new place: it is asked for one all the same
        this.#poll = setInterval(() => {
            if (!this.#isDue()) return;
            if (this.#held) this.#tell(this.#held);
            else navigator.geolocation.getCurrentPosition(this.#found, this.#failed, { enableHighAccuracy: true, timeout: intervalMs * 2 });
        }, intervalMs);
    }

    /** One look, without watching. @returns undefined if it can't find out */
    glance(): Promise<Fix | undefined> {
        return new Promise(fulfil => {
            if (!('geolocation' in navigator)) return fulfil(undefined);
            navigator.geolocation.getCurrentPosition(
                ({ coords, timestamp }) => {
                    const fix = fixOf(coords, timestamp, this.#battery?.level);
                    this.listener.found(fix);
                    fulfil(fix);
                },
                () => fulfil(undefined),
                { maximumAge: 30_000, timeout: GLANCE_MS, enableHighAccuracy: true },
            );
        });
    }

    stop(): void {
        if (this.#watch === undefined) return;
        navigator.geolocation.clearWatch(this.#watch);
        clearInterval(this.#poll);
        this.#watch = undefined;
        this.#held = undefined;
        this.#lastMs = 0;
        this.listener.stands('off');
    }

    readonly #found = (position: GeolocationPosition): void => {
        if (this.#watch === undefined) return;
        this.listener.stands('found');
        if (this.#isDue()) this.#tell(position);
        else this.#held = position;
    };

    #tell({ coords, timestamp }: GeolocationPosition): void {
        this.#held = undefined;
        this.#lastMs = Date.now();
        this.listener.found(fixOf(coords, timestamp, this.#battery?.level));
    }

    /** A little early is not too early: timers are not exact. */
    #isDue(): boolean {
        return Date.now() - this.#lastMs >= this.#intervalMs * 0.8;
    }

    /** That nothing new was found in time is no failure: how old the last place is can be seen. */
    readonly #failed = ({ code }: GeolocationPositionError): void => {
        if (this.#watch === undefined) return;
        if (code === DENIED) this.listener.stands('denied');
        if (code === UNAVAILABLE) this.listener.stands('unavailable');
    };
}

/**
 * @param timestamp by this browser's clock, in milliseconds
 * @param level of the battery, 0..1
 */
export function fixOf(coords: GeolocationCoordinates, timestamp: number, level: number | undefined): Fix {
    const at = new Date(Math.min(timestamp, Date.now()) + now() - Date.now()).toISOString();
    return {
        at,
        lat: coords.latitude,
        lon: coords.longitude,
        ...given('accuracy', coords.accuracy),
        ...given('altitude', coords.altitude),
        ...given('speed', coords.speed),
        ...given('heading', coords.heading),
        ...given('battery', level === undefined ? null : Math.round(level * 100)),
    };
}

/** Nothing for what a browser doesn't know, which it writes as null or NaN. */
function given(name: string, value: number | null): object {
    return value === null || !Number.isFinite(value) ? {} : { [name]: value };
}
