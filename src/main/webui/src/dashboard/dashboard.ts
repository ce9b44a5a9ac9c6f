import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../account/sign-in.ts';
import '../account/verify.ts';
import '../alert/alert-view.ts';
import { ownAnswer, owns, Responses, type Viewer } from '../alert/viewer.ts';
import { Follow } from '../live/follow.ts';
import { calm, idOf, isOpen, lastFix, personOf, sharedBeside, type Followed, type Shared, type Situation, type Traced } from '../live/situation.ts';
import '../map/map-view.ts';
import { Alarm } from '../notify/alarm.ts';
import { Bell } from '../notify/bell.ts';
import { Device } from '../notify/device.ts';
import '../notify/notify.ts';
import '../notify/sound.ts';
import { accountBar } from '../page/account-bar.ts';
import '../page/connection.ts';
import { speakAs } from '../page/language.ts';
import { LightElement } from '../page/light-element.ts';
import { title as whoShares } from '../sharing/sharing-view.ts';
import { AccountSession } from '../wire/session.ts';
import type { Alert, Me, Person } from '../wire/types.ts';
import { historyWords } from '../words/history-words.ts';
import { alsoSpeak, words } from '../words/words.ts';
import { Account, type Guarded } from './account.ts';
import { alertList } from './alert-list.ts';
import { AT_ONCE } from './group.ts';
import { sharingList } from './sharing-list.ts';

const PRESSES = ['pointerdown', 'keydown'] as const;

/** The guardian's page. The address says what is looked at: `#/alert/<id>` one alert, `#/sharing/<id>` one sharing, `#/all` the list, `#/history` past ones. */
@customElement('mayday-dashboard')
export class Dashboard extends LightElement {
    @state() private session: AccountSession | undefined;
    @state() private signedOutBecause = '';
    @state() private me: Me | undefined;
    @state() private guarded: readonly Guarded[] = [];
    /** The past is many times what most visits need: it is loaded when somebody wants to see it. */
    @state() private history: 'unloaded' | 'loading' | 'loaded' | 'failed' = 'unloaded';
    @state() private route = location.hash;
    @state() private listed = AT_ONCE;
    #account!: Account;
    #responses!: Responses;
    #device!: Device;
    #follow: Follow | undefined;
    readonly #bell = new Bell();
    #alarm = new Alarm(() => this.#bell.ring());
    readonly #met = new Set<string>();
    #viewer: Viewer = viewerOf(undefined, []);
    /** Whose alerts this account may see: its own and those of whom it guards. */
    #familiar: ReadonlySet<string> = new Set();
    /** The alert that was opened by itself, since it was the only one. */
    #alone: string | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        addEventListener('hashchange', this.#routed);
        for (const press of PRESSES) addEventListener(press, this.#isThere);
        const kept = AccountSession.kept();
        if (kept) this.#enter(kept);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        removeEventListener('hashchange', this.#routed);
        for (const press of PRESSES) removeEventListener(press, this.#isThere);
        this.#alarm.stop();
        this.#follow?.stop();
    }

    protected override willUpdate(changed: PropertyValues): void {
        if (changed.has('me') || changed.has('guarded')) this.#becomes();
    }

    protected override render(): TemplateResult {
        if (!this.session || !this.#follow) {
            return html`${this.#bar()}<div class="narrow"><mayday-sign-in .message=${this.signedOutBecause} @signed-in=${(event: CustomEvent<AccountSession>) => this.#enter(event.detail)}></mayday-sign-in></div>`;
        }
        const follow = this.#follow;
        const { all, sharings } = follow.situation;
        const past = this.#past(follow);
        if (past !== undefined) return html`${this.#bar()}${this.#connection(follow)}${this.#history(this.session, past, all)}`;
        const sharingId = named('sharing', this.route);
        const chosen = sharingId === undefined ? this.#chosen(all) : undefined;
        const shared = sharingId === undefined ? undefined : follow.situation.sharing(sharingId);
        if (chosen) follow.lookAt(chosen);
        return html`
            ${this.#bar()}
            ${this.#connection(follow)}
            ${sharingId === undefined ? nothing : this.#urgent(all)}
            <div class=${chosen || sharingId !== undefined ? 'board board--one' : 'board'} @chosen=${(event: CustomEvent<string>) => this.#goTo(event.detail)} @answered=${(event: CustomEvent<Alert>) => follow.answered(event.detail)}>
                <div class="board__map"><mayday-map .followed=${all} .shared=${sharings} .chosen=${chosen ?? shared}></mayday-map></div>
                ${sharingId === undefined ? (chosen ? this.#one(chosen, follow.situation) : this.#list(follow)) : this.#sharing(follow, shared)}
            </div>
        `;
    }

    protected override updated(changed: PropertyValues): void {
        if (this.#follow && this.history === 'unloaded' && this.#past(this.#follow) !== undefined) void this.#loadHistory();
        if (this.#follow) this.#meet(this.#follow.situation);
        const waiting = this.#follow ? this.#waiting(this.#follow.situation.all) : [];
        document.title = (waiting.length > 0 ? words.alerts.tab(waiting.length) : '') + words.name;
        if (this.#follow?.begun && this.me) this.#alarm.waits(waiting.filter(({ alert }) => !ownAnswer(this.#viewer, alert.declined)).map(({ alert }) => alert.id));
        // what is shown has yet to draw itself
        if (changed.has('route') && changed.get('route') !== undefined) requestAnimationFrame(() => this.querySelector<HTMLElement>('h1[tabindex]')?.focus());
    }

    #bar(): TemplateResult {
        return accountBar({ me: this.me, signOut: this.session && this.#signOut });
    }

    #connection(follow: Follow): TemplateResult {
        return html`<mayday-connection .status=${follow.status} .retry=${() => follow.retryNow()}></mayday-connection>`;
    }

    /** Others' that nobody has answered. */
    #waiting(all: readonly Followed[]): readonly Followed[] {
        return all.filter(({ alert }) => alert.state === 'ACTIVE' && !owns(this.#viewer, alert));
    }

    /** Whoever looks at something else is told of who needs somebody now. */
    #urgent(all: readonly Followed[]): TemplateResult[] {
        return this.#waiting(all).map(({ alert }) => html`<p class="warning board__now"><a href=${`#/alert/${alert.id}`}>${words.alert.needs(alert.person.name)}</a></p>`);
    }

    #history(session: AccountSession, alertId: string, all: readonly Followed[]): TemplateResult {
        if (this.history === 'failed') {
            return html`<section class="card narrow" role="alert"><p class="problem">${words.problem('unreachable')}</p><button type="button" @click=${() => this.#loadHistory()}>${words.connection.retry}</button></section>`;
        }
        if (this.history !== 'loaded') return html`<p class="card narrow">${words.loading}</p>`;
        return html`${this.#urgent(all)}
            <mayday-history .alertId=${alertId} .session=${session} .guarded=${this.guarded} .viewer=${this.#viewer} .responses=${this.#responses}></mayday-history>`;
    }

    #one(chosen: Followed, { all, sharings }: Situation): TemplateResult {
        const shared = sharedBeside(chosen, sharings);
        const link = shared && html`<a class="board__besides" href=${`#/sharing/${idOf(shared)}`}>${whoShares(shared.sharing)}</a>`;
        return html`<div class="board__side board__side--one">
            ${all.length + sharings.length > 1 || this.route ? this.#back() : nothing}
            ${isOpen(chosen.alert) ? nothing : html`<a class="board__back" href=${`#/history/${chosen.alert.id}`}>${words.alerts.replay}</a>`}
            ${lastFix(chosen) ? nothing : link}
            <mayday-alert .followed=${chosen} .viewer=${this.#viewer} .responses=${this.#responses}></mayday-alert>
            ${lastFix(chosen) ? link : nothing}
        </div>`;
    }

    #sharing(follow: Follow, shared: Shared | undefined): TemplateResult {
        return html`<div class="board__side board__side--one">
            ${this.#back()}
            ${shared || follow.begun ? html`<mayday-sharing .shared=${shared}></mayday-sharing>` : html`<p class="card">${words.loading}</p>`}
        </div>`;
    }

    #back(): TemplateResult {
        return html`<a class="board__back" href="#/all">${words.direction === 'rtl' ? '→' : '←'} ${words.alerts.all}</a>`;
    }

    #list({ situation: { all, sharings }, begun }: Follow): TemplateResult {
        const more = (): void => void (this.listed += AT_ONCE);
        return html`<div class="board__side">
            <h1 class="unseen">${words.alerts.title}</h1>
            ${this.me?.emailVerified === false && this.session ? html`<mayday-verify .session=${this.session}></mayday-verify>` : nothing}
            ${all.length > 0 ? alertList(all, sharings, this.#viewer, this.listed, more) : nothing}
            ${all.length === 0 && sharings.length > 0 ? html`<p class="card">${words.alerts.noneTitle}</p>` : nothing}
            ${sharingList(calm(all, sharings), this.listed, more)}
            ${all.length + sharings.length > 0 ? nothing : begun ? this.#nobody() : html`<p class="card">${words.loading}</p>`}
            <mayday-notify .device=${this.#device}></mayday-notify>
            <mayday-sound .bell=${this.#bell}></mayday-sound>
            <p><a class="board__back" href="#/history">${words.alerts.earlier}</a></p>
        </div>`;
    }

    #nobody(): TemplateResult {
        const names = this.guarded.map(({ name }) => name);
        const whom = names.length > 0 ? words.alerts.guarding(new Intl.ListFormat(words.language).format(names)) : words.alerts.guardingNobody;
        return html`<section class="card">
            <h2>${words.alerts.noneTitle}</h2>
            <p>${words.alerts.none}</p>
            <p>${whom}</p>
            ${this.guarded.some(({ active }) => !active) ? html`<p class="warning">${words.alerts.unconfirmed}</p>` : nothing}
        </section>`;
    }

    /** The past alert that the address names, or an empty name for the list of them; undefined if it names none. */
    #past({ situation, begun }: Follow): string | undefined {
        const past = /^#\/history(?:\/([\w-]+))?$/.exec(this.route);
        if (past) return past[1] ?? '';
        const id = named('alert', this.route);
        return id && begun && !situation.of(id) ? id : undefined;
    }

    /** What the address names; else the one alert that needs an answer, alone, and for as long as no other needs one. */
    #chosen(all: readonly Followed[]): Followed | undefined {
        const id = named('alert', this.route);
        if (id) return all.find(({ alert }) => alert.id === id);
        if (this.route === '#/all') return undefined;
        const urgent = this.#waiting(all);
        const candidates = urgent.length > 0 ? urgent : all.filter(({ alert }) => isOpen(alert) && !owns(this.#viewer, alert));
        if (candidates.length === 1) this.#alone = candidates[0]?.alert.id;
        else if (urgent.length > 1) this.#alone = undefined;
        // chosen, it may be, before it was known who looks
        return all.find(({ alert }) => alert.id === this.#alone && !owns(this.#viewer, alert));
    }

    #becomes(): void {
        this.#viewer = viewerOf(this.me?.id, this.guarded);
        this.#familiar = new Set([...this.guarded.map(({ userId }) => userId), ...(this.me ? [this.me.id] : [])]);
    }

    #enter(session: AccountSession): void {
        this.session = session;
        this.signedOutBecause = '';
        this.#account = new Account(session);
        this.#responses = new Responses(session);
        this.#device = new Device(session);
        this.#follow = new Follow(this, session, () => this.#ended(), () => void this.#loadAccount());
        void this.#loadAccount();
    }

    /** Who one is and whom one guards; what is known of anybody else is forgotten: that right may have ended while nothing was heard. */
    async #loadAccount(): Promise<void> {
        try {
            [this.me, this.guarded] = await Promise.all([this.#account.me(), this.#account.guarding()]);
        } catch {
            return;
        }
        this.#becomes();
        void speakAs(this.me.locale);
        const known = this.#follow ? everything(this.#follow.situation).filter(each => this.#knows(personOf(each))) : [];
        this.#follow?.retain(new Set(known.map(idOf)));
    }

    #knows(person: Person): boolean {
        return this.#familiar.has(person.id);
    }

    /** Someone new may have made this account their guardian since whom it guards was read. */
    #meet(situation: Situation): void {
        const strangers = everything(situation).map(personOf).filter(person => !this.#knows(person) && !this.#met.has(person.id));
        if (strangers.length === 0 || !this.me) return;
        for (const { id } of strangers) this.#met.add(id);
        void this.#loadAccount();
    }

    /** Whoever was pressed on the map. */
    #goTo(id: string): void {
        location.hash = `#/${this.#follow?.situation.sharing(id) ? 'sharing' : 'alert'}/${id}`;
    }

    async #loadHistory(): Promise<void> {
        this.history = 'loading';
        try {
            await Promise.all([historyWords(words.language), import('../history/history.ts')]);
            alsoSpeak(historyWords);
            this.history = 'loaded';
        } catch {
            this.history = 'failed';
        }
    }

    readonly #routed = (): void => {
        this.route = location.hash;
    };

    /** Whoever touches the page has heard. */
    readonly #isThere = (): void => this.#alarm.stop();

    readonly #signOut = (): void => {
        // whoever uses this browser next is not to read of this account's alerts
        void this.session?.signOut(() => this.#device.turnOff());
        this.#leave('');
    };

    #ended(): void {
        this.#leave(words.signIn.expired);
    }

    #leave(why: string): void {
        this.#follow?.stop();
        this.#follow = undefined;
        this.#alarm.stop();
        this.#alarm = new Alarm(() => this.#bell.ring());
        this.session = undefined;
        this.me = undefined;
        this.guarded = [];
        this.listed = AT_ONCE;
        this.#alone = undefined;
        this.signedOutBecause = why;
        location.hash = '';
        void speakAs(undefined);
    }
}

function named(what: 'alert' | 'sharing', route: string): string | undefined {
    const [, kind, id] = /^#\/(alert|sharing)\/([\w-]+)$/.exec(route) ?? [];
    return kind === what ? id : undefined;
}

function everything({ all, sharings }: Situation): readonly Traced[] {
    return [...all, ...sharings];
}

function viewerOf(userId: string | undefined, guarded: readonly Guarded[]): Viewer {
    const contactIds = new Set(guarded.map(({ contactId }) => contactId));
    return { ...(userId !== undefined && { userId }), contactIds, may: { acknowledge: true, resolve: true }, seesDeliveries: true };
}
