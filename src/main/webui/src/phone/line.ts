import { waitBefore } from '../live/backoff.ts';
import type { FeedStatus } from '../live/feed.ts';
import { Problem } from '../wire/http.ts';
import type { DeviceMessage } from './messages.ts';
import { deviceSocket } from './socket.ts';

export interface LineListener {
    opened(): void;
    /** Somebody looks at the page again, and it is still connected. */
    seenAgain(): void;
    heard(message: DeviceMessage): void;
    stands(status: FeedStatus): void;
}

/** A handshake that takes longer is tried again. */
const HANDSHAKE_MS = 8_000;
/** What is asked is answered within this time, or the line is dead. */
const ANSWER_MS = 8_000;

/** The connection to the device socket: comes back by itself for as long as it is wanted. */
export class Line {
    #socket: WebSocket | undefined;
    #status: FeedStatus = { kind: 'connecting' };
    #tries = 0;
    #stopped = false;
    #retry: ReturnType<typeof setTimeout> | undefined;
    #patience: ReturnType<typeof setTimeout> | undefined;

    /** @param credential a token to open it with; `tries` failed before */
    constructor(
        private readonly credential: (tries: number) => Promise<string>,
        private readonly installation: string,
        private readonly listener: LineListener,
    ) {}

    get status(): FeedStatus {
        return this.#status;
    }

    start(): void {
        addEventListener('online', this.#now);
        addEventListener('offline', this.#cut);
        addEventListener('pageshow', this.#look);
        document.addEventListener('visibilitychange', this.#look);
        void this.#connect();
    }

    stop(): void {
        this.#stopped = true;
        removeEventListener('online', this.#now);
        removeEventListener('offline', this.#cut);
        removeEventListener('pageshow', this.#look);
        document.removeEventListener('visibilitychange', this.#look);
        this.#drop();
        clearTimeout(this.#retry);
    }

    retryNow(): void {
        this.#now();
    }

    /** @returns whether it could be sent; whether it arrived, only its answer says */
    say(message: object): boolean {
        if (this.#socket?.readyState !== WebSocket.OPEN) return false;
        this.#socket.send(JSON.stringify(message));
        clearTimeout(this.#patience);
        this.#patience = setTimeout(() => this.#lost(), ANSWER_MS);
        return true;
    }

    readonly #now = (): void => {
        if (this.#status.kind !== 'lost' || this.#stopped) return;
        clearTimeout(this.#retry);
        void this.#connect();
    };

    readonly #cut = (): void => {
        if (this.#socket) this.#lost();
    };

    /** Timers of a page in the background are throttled, and stand still in one that the browser put aside. */
    readonly #look = (): void => {
        if (document.visibilityState !== 'visible') return;
        if (this.#status.kind === 'live') this.listener.seenAgain();
        else this.#now();
    };

    async #connect(): Promise<void> {
        this.#drop();
        let token: string;
        try {
            token = await this.credential(this.#tries);
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 401) this.#over(problem.code);
            else this.#lost();
            return;
        }
        if (this.#stopped || this.#socket) return;
        const socket = deviceSocket(location.href, token, this.installation);
        this.#socket = socket;
        this.#patience = setTimeout(() => this.#lost(), HANDSHAKE_MS);
        socket.addEventListener('open', () => this.#socket === socket && this.#opened());
        socket.addEventListener('message', ({ data }) => this.#socket === socket && this.#heard(String(data)));
        socket.addEventListener('close', ({ code, reason }) => {
            if (this.#socket !== socket) return;
            if (code === 1008 && reason.startsWith('Authentication expired')) void this.#connect();
            else this.#lost();
        });
    }

    #opened(): void {
        clearTimeout(this.#patience);
        this.#tries = 0;
        this.#stands({ kind: 'live' });
        this.listener.opened();
    }

    #heard(text: string): void {
        clearTimeout(this.#patience);
        this.listener.heard(JSON.parse(text) as DeviceMessage);
    }

    #lost(): void {
        this.#drop();
        if (this.#stopped || this.#status.kind === 'over') return;
        this.#tries++;
        const wait = waitBefore(this.#tries);
        const since = this.#status.kind === 'lost' ? this.#status.since : Date.now();
        this.#stands({ kind: 'lost', since, retryAt: Date.now() + wait });
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => void this.#connect(), wait);
    }

    #over(code: string): void {
        this.stop();
        this.#stands({ kind: 'over', code });
    }

    #stands(status: FeedStatus): void {
        this.#status = status;
        this.listener.stands(status);
    }

    #drop(): void {
        clearTimeout(this.#patience);
        const socket = this.#socket;
        this.#socket = undefined;
        socket?.close(1000);
    }
}
