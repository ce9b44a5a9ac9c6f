import { Problem } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import { openSocket } from '../wire/socket.ts';
import type { FeedMessage } from '../wire/types.ts';
import { waitBefore } from './backoff.ts';

/** How the feed stands; times in milliseconds of this browser's clock. */
export type FeedStatus =
    | { readonly kind: 'connecting' }
    | { readonly kind: 'live' }
    | { readonly kind: 'lost'; readonly since: number; readonly retryAt?: number }
    | { readonly kind: 'over'; readonly code: string };

export interface Listener {
    /** A message of the subscription, in order. */
    heard(message: FeedMessage): void;
    /** The subscription was answered from the start: what is not among these alerts and sharings is no longer to be seen. */
    startedWith(ids: ReadonlySet<string>): void;
    stands(status: FeedStatus): void;
}

/** A socket that says nothing for so long is asked for a sign of life; browsers do not show the server's pings. */
const SILENCE_MS = 20_000;
const SIGN_OF_LIFE_MS = 8_000;
/** So long before its token ends a socket is replaced, which nobody need be told. */
const RENEW_MS = 45_000;
const NOBODY = '00000000-0000-4000-8000-000000000000';

/**
 * Follows one subscription of the guardian socket for as long as it is wanted: resumes after the last cursor when the
 * connection was cut, renews the token, and says how it stands.
 */
export class Feed {
    #socket: WebSocket | undefined;
    #cursor: string | undefined;
    /** The subscription that waits for its `ok`: its ref, and the alerts and sharings it has begun with so far. */
    #opening: { ref: string; resumed: boolean; ids: Set<string>; cursor?: string } | undefined;
    #status: FeedStatus = { kind: 'connecting' };
    #tries = 0;
    #refs = 0;
    #stopped = false;
    #timers: { retry?: Timer; renew?: Timer; silence?: Timer } = {};

    /** @param alertId the one alert to follow; all that this session may see, if absent */
    constructor(
        private readonly session: Session,
        private readonly listener: Listener,
        private readonly alertId?: string,
    ) {}

    start(): void {
        addEventListener('online', this.#now);
        addEventListener('offline', this.#cut);
        document.addEventListener('visibilitychange', this.#look);
        void this.#connect();
    }

    stop(): void {
        this.#stopped = true;
        removeEventListener('online', this.#now);
        removeEventListener('offline', this.#cut);
        document.removeEventListener('visibilitychange', this.#look);
        this.#drop();
        clearTimeout(this.#timers.retry);
    }

    /** Tries now instead of when the wait is over. */
    retryNow(): void {
        this.#now();
    }

    readonly #now = (): void => {
        if (this.#status.kind !== 'lost' || this.#stopped) return;
        clearTimeout(this.#timers.retry);
        void this.#connect();
    };

    readonly #cut = (): void => {
        if (this.#socket) this.#lost();
    };

    /** Timers of a hidden page are throttled, a sleeping machine's stand still: when it is seen again, see at once. */
    readonly #look = (): void => {
        if (document.visibilityState !== 'visible') return;
        if (this.#status.kind === 'lost') this.#now();
        else if (this.#status.kind === 'live') this.#askForLife();
    };

    async #connect(): Promise<void> {
        this.#drop();
        let token: string;
        try {
            token = await this.session.token(this.#tries > 0 && this.#tries % 3 === 0);
        } catch (problem) {
            if (problem instanceof Problem && (problem.status === 401 || problem.status === 404)) this.#over(problem.code);
            else this.#lost();
            return;
        }
        if (this.#stopped || this.#socket) return;
        const socket = openSocket('/v1/guardian', location.href, token);
        this.#socket = socket;
        socket.addEventListener('open', () => this.#socket === socket && this.#subscribe());
        socket.addEventListener('message', ({ data }) => this.#socket === socket && this.#heard(String(data)));
        socket.addEventListener('close', ({ code, reason }) => {
            if (this.#socket !== socket) return;
            if (code === 1008 && reason.startsWith('Authentication expired')) this.#renew();
            else this.#lost();
        });
        this.#listenForLife(SIGN_OF_LIFE_MS);
    }

    #subscribe(): void {
        const ref = this.#ref('subscribe');
        this.#opening = { ref, resumed: this.#cursor !== undefined, ids: new Set() };
        this.#send({ type: 'subscribe', ref, alertId: this.alertId, after: this.#cursor });
    }

    #heard(text: string): void {
        this.#listenForLife(SILENCE_MS);
        const message = JSON.parse(text) as FeedMessage;
        const opening = this.#opening;
        if (opening && 'ref' in message && message.ref === opening.ref && message.type === 'error') return this.#refused(opening, message.code);
        const subject = message.type === 'snapshot' ? (message.alert ?? message.sharing) : undefined;
        if (subject) opening?.ids.add(subject.id);
        if ('cursor' in message && message.cursor !== undefined) {
            if (opening) opening.cursor = message.cursor;
            else this.#cursor = message.cursor;
        }
        this.listener.heard(message);
        if (opening && 'ref' in message && message.ref === opening.ref && this.#answers(message)) this.#opened(opening);
    }

    /** One alert is answered with its snapshot, everything with `ok` after all snapshots, a resumption with `ok`. */
    #answers({ type }: FeedMessage): boolean {
        return type === 'ok' || (type === 'snapshot' && this.alertId !== undefined);
    }

    #opened(opening: { resumed: boolean; ids: Set<string>; cursor?: string }): void {
        this.#opening = undefined;
        this.#tries = 0;
        if (opening.cursor) this.#cursor = opening.cursor;
        if (!opening.resumed || opening.ids.size > 0) this.listener.startedWith(opening.ids);
        this.#stands({ kind: 'live' });
        clearTimeout(this.#timers.renew);
        this.#timers.renew = setTimeout(() => this.#renew(), Math.max(5_000, this.session.endsAt - Date.now() - RENEW_MS));
    }

    #refused(opening: { resumed: boolean }, code: string): void {
        if (!opening.resumed) return this.#over(code);
        this.#cursor = undefined;
        this.#subscribe();
    }

    /** Nobody need be told of this one: the next socket resumes where this one ends. */
    #renew(): void {
        this.#drop();
        void this.#connect();
    }

    #lost(): void {
        this.#drop();
        if (this.#stopped || this.#status.kind === 'over') return;
        this.#tries++;
        const wait = waitBefore(this.#tries);
        const since = this.#status.kind === 'lost' ? this.#status.since : Date.now();
        this.#stands({ kind: 'lost', since, retryAt: Date.now() + wait });
        clearTimeout(this.#timers.retry);
        this.#timers.retry = setTimeout(() => void this.#connect(), wait);
    }

    #over(code: string): void {
        this.#stands({ kind: 'over', code });
        this.stop();
    }

    #stands(status: FeedStatus): void {
        this.#status = status;
        this.listener.stands(status);
    }

    #drop(): void {
        clearTimeout(this.#timers.renew);
        clearTimeout(this.#timers.silence);
        const socket = this.#socket;
        this.#socket = undefined;
        this.#opening = undefined;
        socket?.close(1000);
    }

    #listenForLife(patience: number): void {
        clearTimeout(this.#timers.silence);
        this.#timers.silence = setTimeout(() => (patience === SILENCE_MS ? this.#askForLife() : this.#lost()), patience);
    }

    /** Ends a subscription that there is not: any answer, `ok` or `error`, shows that someone is there. */
    #askForLife(): void {
        this.#send({ type: 'unsubscribe', ref: this.#ref('alive'), alertId: NOBODY });
        this.#listenForLife(SIGN_OF_LIFE_MS);
    }

    #send(message: object): void {
        if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
    }

    #ref(what: string): string {
        return `${what}-${++this.#refs}`;
    }
}

type Timer = ReturnType<typeof setTimeout>;
