import { start } from '../page/start.ts';
import { speakPhone } from '../words/phone-words.ts';

void start(async () => {
    await speakPhone();
    await import('./app.ts');
}, 'mayday-app');
