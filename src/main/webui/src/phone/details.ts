import { Feed } from '../live/feed.ts';
import { Situation, type Followed } from '../live/situation.ts';
import type { Session } from '../wire/session.ts';
import type { Alert } from '../wire/types.ts';

/** Who was told of one's own alert and who comes: what its owner may read of it. It needs a session; a device's token won't do. */
export class Details {
    readonly #situation = new Situation();
    #feed: Feed | undefined;
    #alertId: string | undefined;

    /**
     * @param changed called with the alert before and after, whenever something is new
     * @param gone called when the server no longer knows it
     */
    constructor(
        private readonly session: () => Session | undefined,
        private readonly changed: (old: Alert | undefined, next: Alert | undefined) => void,
        private readonly gone: (alertId: string) => void,
    ) {}

    get followed(): Followed | undefined {
        return this.#alertId === undefined ? undefined : this.#situation.of(this.#alertId);
    }

    /** Follows this one alone from now on; none, if undefined. */
    follow(alertId: string | undefined): void {
        const session = this.session();
        if (!session || alertId === this.#alertId) return;
        this.stop();
        this.#alertId = alertId;
        if (alertId === undefined) return;
        this.#feed = new Feed(
            session,
            {
                heard: message => {
                    const old = this.followed?.alert;
                    this.#situation.apply(message);
                    this.changed(old, this.followed?.alert);
                },
                startedWith: () => undefined,
                // how the line stands, the phone's own says
                stands: status => status.kind === 'over' && status.code === 'not-found' && this.gone(alertId),
            },
            alertId,
        );
        this.#feed.start();
    }

    stop(): void {
        this.#feed?.stop();
        this.#feed = undefined;
        this.#alertId = undefined;
    }
}
