import { speak } from '../words/words.ts';

/** Makes the page live that the server has sent; it is in the reader's language already. */
async function enliven(): Promise<void> {
    await Promise.all([speak([document.documentElement.lang]), import('./link.ts')]);
    document.querySelector('main')?.append(document.createElement('mayday-link'));
}

void enliven();
