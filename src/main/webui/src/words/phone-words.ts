import type en from './phone/en.ts';

/** What the phone's page says, in one language: a file in phone/. */
export type PhoneWords = typeof en;

/** The catalogue in use: of the same language as `words`. */
export let say: PhoneWords;

/** Told with `alsoSpeak`, so that the page never speaks two languages at once. */
export async function phoneWords(language: string): Promise<void> {
    say = ((await import(`./phone/${language}.ts`)) as { default: PhoneWords }).default;
}
