import type en from './operator/en.ts';

/** What the operator's page says in one language: a file in operator/, like those in languages/. */
export type OperatorWords = typeof en;

/** The catalogue in use: of the same language as `words`. */
export let op: OperatorWords;

/** Told with `alsoSpeak`, so that the page never speaks two languages at once. */
export async function operatorWords(language: string): Promise<void> {
    op = ((await import(`./operator/${language}.ts`)) as { default: OperatorWords }).default;
}
