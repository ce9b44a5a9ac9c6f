import { languageOf, speak, words } from '../words/words.ts';

/** The languages that there are, each by its own name. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map([
    ['en', 'English'],
    ['de', 'Deutsch'],
    ['fr', 'Français'],
    ['es', 'Español'],
    ['ar', 'العربية'],
]);

const CHOSEN = 'mayday.language';
const OF_ACCOUNT = 'mayday.locale';

/** The languages to speak: the one that was chosen here, that of the account that was signed in here last, the browser's. */
export function preferred(): readonly string[] {
    return [chosen(), localStorage.getItem(OF_ACCOUNT), ...navigator.languages].filter(each => each !== null);
}

/** What was chosen in this browser, if it is one that there is; nothing where a browser keeps nothing. */
export function chosen(): string | null {
    try {
        const kept = localStorage.getItem(CHOSEN);
        return kept && LANGUAGES.has(kept) ? kept : null;
    } catch {
        return null;
    }
}

export function keep(language: string): void {
    try {
        localStorage.setItem(CHOSEN, language);
    } catch {
        // it is spoken for as long as this page is open
    }
}

/** Speaks it from now on, whoever is signed in. */
export async function choose(language: string): Promise<void> {
    keep(language);
    await speak([language, ...preferred()]);
}

/** Speaks as the account that is signed in wants it, and as the browser does once nobody is, unless a language was chosen. */
export async function speakAs(locale: string | undefined): Promise<void> {
    if (locale) localStorage.setItem(OF_ACCOUNT, locale);
    else localStorage.removeItem(OF_ACCOUNT);
    await speakPreferred();
}

async function speakPreferred(): Promise<void> {
    if (languageOf(preferred()[0] ?? '') !== words.language) await speak(preferred());
}
