import type { Answer } from '../wire/types.ts';
import type en from './languages/en.ts';

/** The catalogue of one language, a file in languages/: one that lacks a word, or has one more, does not compile. */
export type Words = typeof en;

/** The catalogue in use; `speak` must have been awaited before. */
export let words: Words;

const listening = new Set<() => void>();
const companions: ((language: string) => Promise<void>)[] = [];

/** Has one page's own catalogue loaded wherever this one is, before anything is said; to be called before `speak`. */
export function alsoSpeak(load: (language: string) => Promise<void>): void {
    companions.push(load);
}

/** Loads the first language of these that there is, English if there is none, and marks the document with it. */
export async function speak(wanted: readonly string[] = navigator.languages): Promise<void> {
    const next = await firstOf(wanted);
    await Promise.all(companions.map(load => load(next.language)));
    words = next;
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
    for (const each of listening) each();
}

/** Calls back when the language changes, until the returned function is called. */
export function onWords(changed: () => void): () => void {
    listening.add(changed);
    return () => listening.delete(changed);
}

async function firstOf(wanted: readonly string[]): Promise<Words> {
    for (const language of new Set([...wanted, 'en'].map(languageOf))) {
        try {
            return await catalogue(language);
        } catch {
            // no such language, or it can't be had now
        }
    }
    throw new Error('no words');
}

/** The bundler finds the files of the folder: each is loaded only where it is wanted. */
async function catalogue(language: string): Promise<Words> {
    return ((await import(`./languages/${language}.ts`)) as { default: Words }).default;
}

/** A link that the owner made tells nobody's name. */
export function nameOf({ contactId, name }: Answer): string {
    return contactId === undefined ? words.alert.aContact : name;
}

export function languageOf(tag: string): string {
    return tag.split(/[-_]/)[0]?.toLowerCase() ?? '';
}
