import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FeedStatus } from '../live/feed.ts';
import { announce } from '../page/announce.ts';
import { words } from '../words/words.ts';

const EVERY_MS = 15_000;

/** Asks again and again while its host is shown, and at once when somebody looks again; says how that stands. */
export class Refresh implements ReactiveController {
    status: FeedStatus = { kind: 'connecting' };
    #asking = false;
    #shown = false;
    #next: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly ask: () => Promise<void>,
    ) {
        host.addController(this);
    }

    hostConnected(): void {
        this.#shown = true;
        document.addEventListener('visibilitychange', this.#look);
        void this.now();
    }

    hostDisconnected(): void {
        this.#shown = false;
        document.removeEventListener('visibilitychange', this.#look);
        clearTimeout(this.#next);
    }

    readonly now = async (): Promise<void> => {
        if (this.#asking) return;
        this.#asking = true;
        clearTimeout(this.#next);
        try {
            await this.ask();
            if (this.status.kind === 'lost') announce(words.connection.back);
            this.status = { kind: 'live' };
        } catch {
            this.#lost();
        }
        this.#asking = false;
        if (this.#shown) this.#next = setTimeout(this.now, EVERY_MS);
        this.host.requestUpdate();
    };

    #lost(): void {
        const now = Date.now();
        if (this.status.kind !== 'lost') announce(words.connection.lostAloud, true);
        this.status = { kind: 'lost', since: this.status.kind === 'lost' ? this.status.since : now, retryAt: now + EVERY_MS };
    }

    readonly #look = (): void => {
        if (document.visibilityState === 'visible') void this.now();
    };
}
