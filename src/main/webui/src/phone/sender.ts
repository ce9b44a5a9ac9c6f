import type { Accepted, DeviceMessage } from './messages.ts';
import type { Keeping, Press } from './store.ts';

/** Places in one message: little enough that the newest are there soon on a bad line. */
const TOGETHER = 100;
/** How long it waits after `try-later`. */
const LATER_MS = 2_000;

/**
 * Sends what is kept, on one connection: presses first, then places, the newest first. Each is kept until the server has said
 * that it can't be lost; all of it may be sent again and changes nothing then.
 */
export class Sender {
    readonly #asked = new Set<string>();
    #inFlight: { readonly ref: string; readonly numbers: readonly number[] } | undefined;
    #refs = 0;
    #turn: Promise<void> = Promise.resolve();
    #later: ReturnType<typeof setTimeout> | undefined;

    /**
     * @param say sends a message
     * @param changed called when a press is accepted
     */
    constructor(
        private readonly store: Keeping,
        private readonly say: (message: object) => void,
        private readonly changed: (press: Press) => void = () => undefined,
    ) {}

    /** Whether an answer is waited for. */
    get busy(): boolean {
        return this.#asked.size > 0 || this.#inFlight !== undefined || this.#later !== undefined;
    }

    stop(): void {
        clearTimeout(this.#later);
    }

    /** Sends what can be sent now; one call after the other. */
    more(): Promise<void> {
        this.#turn = this.#turn.then(() => this.#more()).catch(() => undefined);
        return this.#turn;
    }

    async #more(): Promise<void> {
        const unsent = (await this.store.presses()).filter(({ state }) => state === 'UNSENT');
        for (const { clientAlertId, trigger } of unsent) {
            if (!trigger || this.#asked.has(clientAlertId)) continue;
            this.#asked.add(clientAlertId);
            this.say({ type: 'alert.trigger', ref: pressRef(clientAlertId), ...trigger });
        }
        // before its alert is there the server would not know what a place is for
        if (unsent.length > 0 || this.#inFlight || this.#later) return;
        const locations = await this.store.newest(TOGETHER);
        if (locations.length === 0) return;
        const ref = `places-${++this.#refs}`;
        this.#inFlight = { ref, numbers: locations.map(({ seq }) => seq) };
        this.say({ type: 'locations', ref, locations });
    }

    /** Takes in an answer; one that is not to this sender changes nothing. */
    async heard(message: DeviceMessage): Promise<void> {
        switch (message.type) {
            case 'alert.accepted':
                this.#asked.delete(message.clientAlertId);
                await accepted(this.store, message, this.changed);
                return this.more();
            case 'locations.stored':
                if (message.ref !== this.#inFlight?.ref) return;
                await this.store.forgetFixes(this.#inFlight?.numbers ?? []);
                this.#inFlight = undefined;
                return this.more();
            case 'error':
                return this.#refused(message.ref);
            default:
        }
    }

    #refused(ref: string | undefined): void {
        const pressed = [...this.#asked].find(id => ref === pressRef(id));
        if (pressed) this.#asked.delete(pressed);
        else if (ref !== undefined && ref === this.#inFlight?.ref) this.#inFlight = undefined;
        else return;
        this.#later ??= setTimeout(() => {
            this.#later = undefined;
            void this.more();
        }, LATER_MS);
    }
}

/** Notes that an alert is there, whichever way the answer came. */
export async function accepted(store: Keeping, answer: Accepted, changed: (press: Press) => void): Promise<void> {
    const press = (await store.presses()).find(({ clientAlertId }) => clientAlertId === answer.clientAlertId);
    if (press?.state !== 'UNSENT') return;
    const next: Press = { ...press, alertId: answer.alertId, state: answer.state, ...(answer.activatesAt && { activatesAt: answer.activatesAt }) };
    await store.keep(next);
    changed(next);
}

function pressRef(clientAlertId: string): string {
    return `press-${clientAlertId}`;
}
