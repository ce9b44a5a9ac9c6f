import { start } from '../page/start.ts';

void start(() => import('./link.ts'), 'mayday-link');
