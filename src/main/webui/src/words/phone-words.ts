import type { phoneEn } from './phone-en.ts';
import { words } from './words.ts';

/** The phone's catalogue of one language. */
export type PhoneWords = typeof phoneEn;

const LANGUAGES: Record<string, () => Promise<PhoneWords>> = {
    en: async () => (await import('./phone-en.ts')).phoneEn,
};

/** The catalogue in use; `speakPhone` must have been awaited before. */
export let say: PhoneWords;

/** In the same language as the other words, if there is one; after `speak`. */
export async function speakPhone(): Promise<void> {
    const load = LANGUAGES[words.language] ?? LANGUAGES['en'];
    if (load) say = await load();
}
