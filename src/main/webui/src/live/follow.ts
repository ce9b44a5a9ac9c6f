import type { ReactiveControllerHost } from 'lit';
import { announce } from '../page/announce.ts';
import { all, Problem } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Alert, FeedMessage, KnownPlace, Sharing } from '../wire/types.ts';
import { nameOf, words } from '../words/words.ts';
import { Feed, type FeedStatus, type Listener } from './feed.ts';
import { isOpen, isOwn, Situation, type Followed } from './situation.ts';

/** However much is heard, it is drawn only so often: a crowd moves several hundred times a second. */
const BETWEEN_DRAWINGS_MS = 200;
const ASK_AGAIN_MS = 15_000;

/** What a page knows of the alerts and sharings it follows: it redraws its host, and tells screen readers what changed. */
export class Follow implements Listener {
    readonly situation = new Situation();
    status: FeedStatus = { kind: 'connecting' };
    /** Whether the first answer is here: until then nothing is known, not even that there is nothing. */
    begun = false;
    readonly #feed: Feed;
    readonly #asked = new Set<string>();
    #drawnAt = -Infinity;
    #drawing: ReturnType<typeof setTimeout> | undefined;

    /**
     * @param over called when the session or the right to follow is at its end, with the reason's code
     * @param back called when a lost connection is back
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly session: Session,
        private readonly over: (code: string) => void,
        private readonly back: () => void = () => undefined,
        alertId?: string,
    ) {
        this.#feed = new Feed(session, this, alertId);
        this.#feed.start();
    }

    stop(): void {
        this.#feed.stop();
        clearTimeout(this.#drawing);
    }

    retryNow(): void {
        this.#feed.retryNow();
    }

    /** Takes in the answer to an act of one's own. */
    answered(alert: Alert): void {
        this.situation.answered(alert);
        this.host.requestUpdate();
    }

    /** Has the places of whoever is looked at. */
    lookAt({ alert, places }: Followed): void {
        const { id } = alert;
        if (places || !isOpen(alert) || this.#asked.has(id)) return;
        this.#asked.add(id);
        void all<KnownPlace>(`/alerts/${id}/places`, this.session).then(
            known => {
                this.#asked.delete(id);
                this.situation.knows(id, known);
                this.#draw();
            },
            // what is refused stays so
            problem => problem instanceof Problem && problem.status >= 400 && problem.status < 500 ? undefined : setTimeout(() => this.#asked.delete(id), ASK_AGAIN_MS),
        );
    }

    heard(message: FeedMessage): void {
        const next = 'alert' in message ? message.alert : undefined;
        const old = next && this.situation.of(next.id)?.alert;
        const begins = message.type === 'snapshot' && message.sharing && !this.situation.sharing(message.sharing.id) ? message.sharing : undefined;
        const ends = message.type === 'ended' && message.sharingId !== undefined ? this.situation.sharing(message.sharingId) : undefined;
        this.situation.apply(message);
        if (this.begun) {
            if (next) tell(old, next);
            if (begins) tellOf(begins, words.sharing.shares);
            if (ends) tellOf(ends.sharing, words.sharing.ended);
        }
        this.#draw();
    }

    /** At once, unless it has just been drawn. */
    #draw(): void {
        if (this.#drawing !== undefined) return;
        const wait = Math.max(0, this.#drawnAt + BETWEEN_DRAWINGS_MS - performance.now());
        if (wait === 0) this.#drawNow();
        else this.#drawing = setTimeout(() => this.#drawNow(), wait);
    }

    #drawNow(): void {
        clearTimeout(this.#drawing);
        this.#drawing = undefined;
        this.#drawnAt = performance.now();
        this.host.requestUpdate();
    }

    startedWith(ids: ReadonlySet<string>): void {
        this.retain(ids);
        this.begun = true;
        this.#drawNow();
    }

    /** Forgets every alert and sharing but these. */
    retain(ids: ReadonlySet<string>): void {
        const gone = this.situation.sharings.filter(({ sharing }) => !ids.has(sharing.id));
        this.situation.retain(ids);
        if (this.begun) for (const { sharing } of gone) tellOf(sharing, words.sharing.ended);
        this.#draw();
    }

    stands(status: FeedStatus): void {
        const before = this.status.kind;
        this.status = status;
        if (status.kind === 'lost' && before === 'live') announce(words.connection.lostAloud, true);
        if (status.kind === 'live' && before === 'lost') {
            announce(words.connection.back);
            this.back();
        }
        if (status.kind === 'over') this.over(status.code);
        this.host.requestUpdate();
    }
}

/** That a sharing begins or ends: never in the voice of an alert. */
function tellOf(sharing: Sharing, what: (name: string) => string): void {
    if (!isOwn(sharing)) announce(what(sharing.person.name));
}

function tell(old: Alert | undefined, next: Alert): void {
    const { name } = next.person;
    if (next.state === 'ACTIVE' && old?.state !== 'ACTIVE') return announce(words.alerts.aloud(name, words.alert.kinds[next.kind]), true);
    if (!old || next.version <= old.version) return;
    if (next.state !== old.state) announce(words.alerts.changed(name, words.alert.states[next.state]));
    const known = new Set([...old.acknowledgements, ...old.declined].map(({ contactId, at }) => contactId + at));
    for (const each of next.acknowledgements) if (!known.has(each.contactId + each.at)) announce(words.alerts.coming(nameOf(each), name));
    for (const each of next.declined) if (!known.has(each.contactId + each.at)) announce(words.alerts.declinedAloud(nameOf(each), name));
}
