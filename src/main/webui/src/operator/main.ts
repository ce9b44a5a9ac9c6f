import { start } from '../page/start.ts';
import { operatorWords } from '../words/operator-words.ts';
import { alsoSpeak } from '../words/words.ts';

alsoSpeak(operatorWords);
void start(() => import('./console.ts'), 'mayday-operator');
