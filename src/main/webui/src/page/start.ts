import { speak } from '../words/words.ts';
import { preferred } from './language.ts';

/** Loads the words, then the page's own element, so that nothing is drawn before there is something to say. */
export async function start(load: () => Promise<unknown>, tag: string): Promise<void> {
    await speak(preferred());
    await load();
    document.querySelector('main')?.replaceChildren(document.createElement(tag));
}
