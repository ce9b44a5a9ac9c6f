import type { en } from './en.ts';

/** The catalogue of one language: a missing or extra key does not compile. */
export type Words = typeof en;

const LANGUAGES: Record<string, () => Promise<Words>> = {
    en: async () => (await import('./en.ts')).en,
};

/** The catalogue in use; `speak` must have been awaited before. */
export let words: Words;

/** Loads the first language of the browser's that there is, English if there is none, and marks the document with it. */
export async function speak(wanted: readonly string[] = navigator.languages): Promise<void> {
    const known = wanted.map(tag => tag.split('-')[0] ?? '').find(tag => tag in LANGUAGES) ?? 'en';
    const load = LANGUAGES[known] ?? LANGUAGES['en'];
    if (load) words = await load();
    document.documentElement.lang = words.language;
}
