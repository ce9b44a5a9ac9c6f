import type en from './history/en.ts';

/** What is said of past alerts, in one language: a file in history/. */
export type HistoryWords = typeof en;

/** The catalogue in use: of the same language as `words`. */
export let past: HistoryWords;

/** Told with `alsoSpeak`, so that the page never speaks two languages at once. */
export async function historyWords(language: string): Promise<void> {
    past = ((await import(`./history/${language}.ts`)) as { default: HistoryWords }).default;
}
