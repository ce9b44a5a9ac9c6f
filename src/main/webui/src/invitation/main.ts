import { start } from '../page/start.ts';

void start(() => import('./invitation.ts'), 'mayday-invitation');
