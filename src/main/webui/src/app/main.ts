import { start } from '../page/start.ts';
import { phoneWords } from '../words/phone-words.ts';
import { alsoSpeak } from '../words/words.ts';

alsoSpeak(phoneWords);
void start(() => import('./app.ts'), 'mayday-app');
