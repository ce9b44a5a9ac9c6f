import { now } from '../live/clock.ts';
import type { Fix } from '../wire/types.ts';
import { languageOf, words } from './words.ts';

/** Times, spans and measures as people write them: in the browser's own zone, and in its region's habit where that is of the page's language. */

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** With the digits of the phrases, of coordinates and of what people type, whatever the language. */
function habit(): Intl.Locale {
    const own = navigator.languages.find(tag => languageOf(tag) === words.language);
    return new Intl.Locale(own ?? words.language, { numberingSystem: 'latn' });
}

/** The time of day, with the day before it unless that is today, and the year unless it is this one. */
export function clockTime(at: string | number): string {
    const date = new Date(at);
    const present = new Date(now());
    const today = present.toDateString() === date.toDateString();
    const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
    const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', ...(present.getFullYear() !== date.getFullYear() && { year: 'numeric' }) };
    return new Intl.DateTimeFormat(habit(), today ? time : { ...day, ...time }).format(date);
}

/** The time of day in hours and minutes. */
export function clockMinute(at: number): string {
    return new Intl.DateTimeFormat(habit(), { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Seconds since then, never below 0. */
export function secondsSince(at: string): number {
    return Math.max(0, Math.floor((now() - Date.parse(at)) / 1_000));
}

export function age(at: string): string {
    const seconds = secondsSince(at);
    if (seconds < 2) return words.age.now;
    if (seconds < 90) return words.age.seconds(seconds);
    if (seconds < HOUR_S) return words.age.minutes(Math.floor(seconds / MINUTE_S));
    if (seconds < DAY_S) return words.age.hours(Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / MINUTE_S));
    return words.age.days(Math.floor(seconds / DAY_S));
}

export function distance(metres: number): string {
    const [value, unit] = metres >= 1_000 ? [metres / 1_000, 'kilometer'] : [metres, 'meter'];
    const maximumFractionDigits = value < 10 && unit === 'kilometer' ? 1 : 0;
    return new Intl.NumberFormat(habit(), { style: 'unit', unit, maximumFractionDigits }).format(value);
}

/** @param speed metres a second */
export function speedOf(speed: number): string {
    return new Intl.NumberFormat(habit(), { style: 'unit', unit: 'kilometer-per-hour', maximumFractionDigits: 0 }).format(speed * 3.6);
}

/** @param degrees clockwise from true north */
export function direction(degrees: number): string {
    return words.place.compass[Math.round(degrees / 45) % 8] ?? '';
}

export function coordinates({ lat, lon }: Fix): string {
    return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}
