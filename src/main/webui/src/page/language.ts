import { languageOf, speak, words } from '../words/words.ts';

const KEPT_AS = 'mayday.locale';

/** The languages to speak: that of the account that was signed in here last, else the browser's. */
export function preferred(): readonly string[] {
    const kept = localStorage.getItem(KEPT_AS);
    return kept ? [kept, ...navigator.languages] : navigator.languages;
}

/** Speaks as the account that is signed in wants it, and as the browser does once nobody is. */
export async function speakAs(locale: string | undefined): Promise<void> {
    if (locale) localStorage.setItem(KEPT_AS, locale);
    else localStorage.removeItem(KEPT_AS);
    if (languageOf(preferred()[0] ?? '') !== words.language) await speak(preferred());
}
