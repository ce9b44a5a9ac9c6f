import { start } from '../page/start.ts';

void start(() => import('./dashboard.ts'), 'mayday-dashboard');
