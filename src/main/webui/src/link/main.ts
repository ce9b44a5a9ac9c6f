import { chosen, keep } from '../page/language.ts';
import { languageOf, speak } from '../words/words.ts';

/** Makes the page live that the server has sent; it is in the reader's language already. */
async function enliven(): Promise<void> {
    await Promise.all([speak([document.documentElement.lang]), import('./link.ts')]);
    document.querySelector('main')?.append(document.createElement('mayday-link'));
}

/** The address says which language is chosen; it is kept for other links. */
document.querySelector('.languages')?.addEventListener('click', event => {
    const { hreflang } = event.target as HTMLAnchorElement;
    if (hreflang) keep(hreflang);
});

const wanted = chosen();
if (wanted && !location.search && wanted !== languageOf(document.documentElement.lang)) location.replace(`?lang=${wanted}`);
else void enliven();
