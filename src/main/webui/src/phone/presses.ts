import type { AlertStateMessage } from './messages.ts';
import type { Press } from './store.ts';

/** An alert that is not over, or that the server does not know yet. */
export function isOpen({ state }: Press): boolean {
    return state === 'UNSENT' || state === 'PENDING' || state === 'ACTIVE' || state === 'ACKNOWLEDGED';
}

/** The one to show: an open one before one that is over, a real one before a drill, the newest among equals. */
export function current(presses: readonly Press[]): Press | undefined {
    return presses.toReversed().sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || Number(isDrill(a)) - Number(isDrill(b)))[0];
}

export function isDrill({ trigger }: Press): boolean {
    return trigger?.drill === true;
}

/** With this one in the place of what was known of it. */
export function withPress(presses: readonly Press[], press: Press): readonly Press[] {
    const index = presses.findIndex(({ clientAlertId }) => clientAlertId === press.clientAlertId);
    return index < 0 ? [...presses, press] : presses.with(index, press);
}

/** What a state says of an alert; undefined if that is no news, or of one that was over before it was known. */
export function told(presses: readonly Press[], { alertId, clientAlertId, version, state, by, etaMinutes }: AlertStateMessage): Press | undefined {
    const known = presses.find(press => press.clientAlertId === clientAlertId);
    const goes: Pick<Press, 'goes'> = by?.name && state === 'ACKNOWLEDGED' ? { goes: { name: by.name, ...(etaMinutes !== undefined && { etaMinutes }) } } : {};
    const next: Press = { ...known, clientAlertId, alertId, version, state, ...goes };
    if (!known) return isOpen(next) ? next : undefined;
    return version < known.version ? undefined : next;
}
