import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import { everySecond, now } from '../live/clock.ts';
import type { Phone } from '../phone/phone.ts';
import { Problem } from '../wire/http.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import './pin-form.ts';
import './places.ts';
import './where.ts';
import { Ways, type Checkin, type Sharing } from './ways.ts';
import { PhoneForm } from './phone-form.ts';

const SHARING_MINUTES = [15, 30, 60, 120, 240, 480];
const CHECKIN_MINUTES = [15, 30, 45, 60, 90, 120, 240];
const LONGER = { sharing: 30, checkin: 15 };

/** Sharing one's place for a while, and being missed: each with the time that is left. */
@customElement('mayday-way')
export class Way extends PhoneForm {
    @property({ attribute: false }) phone!: Phone;
    @property({ attribute: false }) news = 0;
    @state() private sharings: readonly Sharing[] = [];
    @state() private checkins: readonly Checkin[] = [];
    @state() private loaded = false;
    /** The check-in whose PIN is asked for. */
    @state() private callingOff = '';
    #ways!: Ways;
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#ways = new Ways(() => this.phone.owner.token());
        this.#stop = everySecond(() => this.#tick());
        void this.send(() => this.#load());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }

    protected override render(): TemplateResult {
        return html`<h1 tabindex="-1">${say.way.title}</h1>
            ${this.trouble()}
            ${this.checkins.map(each => this.#checkin(each))}
            ${this.sharings.map(each => this.#sharing(each))}
            ${this.phone.tracking === 'off' ? nothing : html`<mayday-where .phone=${this.phone} .news=${this.news}></mayday-where>`}
            ${this.loaded ? html`${this.checkins.length > 0 ? nothing : this.#startCheckin()} ${this.sharings.length > 0 ? nothing : this.#startSharing()}` : this.problem ? nothing : html`<p class="card">${words.loading}</p>`}
            <mayday-places .phone=${this.phone}></mayday-places>`;
    }

    #checkin({ id, dueAt, missesAt, destination }: Checkin): TemplateResult {
        const due = secondsTo(dueAt);
        return html`<section class="card" aria-labelledby=${`checkin-${id}`}>
            <h2 id=${`checkin-${id}`}>${destination ? say.way.checkin.to(destination) : say.way.checkin.title}</h2>
            <p class=${due > 0 ? 'left' : 'left warning'} role="timer">${due > 0 ? say.way.checkin.left(due) : say.way.checkin.over(secondsTo(missesAt))}</p>
            <button type="button" class="go" ?disabled=${this.busy} @click=${() => this.#do(() => this.#ways.ok(id))}>${say.way.checkin.ok}</button>
            <div class="row">
                <button type="button" ?disabled=${this.busy} @click=${() => this.#do(() => this.#ways.extendCheckin(id, LONGER.checkin))}>${say.way.checkin.longer}</button>
                <button type="button" ?disabled=${this.busy} @click=${() => (this.callingOff = id)}>${say.way.checkin.cancel}</button>
            </div>
            ${this.callingOff === id ? this.#callOff(id) : nothing}
        </section>`;
    }

    #callOff(id: string): TemplateResult {
        return html`<mayday-pin-form
            .label=${say.way.checkin.confirm}
            .pinSet=${this.phone.owner.me?.pinSet ?? true}
            .act=${(pin: string) => this.#cancel(id, pin)}
            @kept=${() => (this.callingOff = '')}
        ></mayday-pin-form>`;
    }

    #sharing({ id, endsAt }: Sharing): TemplateResult {
        return html`<section class="card" aria-labelledby=${`sharing-${id}`}>
            <h2 id=${`sharing-${id}`}>${say.way.sharing.title}</h2>
            <p class="left" role="timer">${say.way.sharing.left(secondsTo(endsAt))}</p>
            <div class="row">
                <button type="button" ?disabled=${this.busy} @click=${() => this.#do(() => this.#ways.extendSharing(id, LONGER.sharing))}>${say.way.sharing.longer}</button>
                <button type="button" ?disabled=${this.busy} @click=${() => this.#do(() => this.#ways.endSharing(id))}>${say.way.sharing.end}</button>
            </div>
        </section>`;
    }

    #startCheckin(): TemplateResult {
        return html`<form class="card" aria-labelledby="new-checkin" @submit=${this.#startsCheckin}>
            <h2 id="new-checkin">${say.way.checkin.title}</h2>
            <p>${say.way.checkin.lead}</p>
            <label>${say.way.checkin.for} ${minutes(CHECKIN_MINUTES, 30)}</label>
            <label>${say.way.checkin.destination} <input name="destination" maxlength="200" autocomplete="off" /></label>
            <button class="go" ?disabled=${this.busy}>${say.way.checkin.start}</button>
        </form>`;
    }

    #startSharing(): TemplateResult {
        return html`<form class="card" aria-labelledby="new-sharing" @submit=${this.#startsSharing}>
            <h2 id="new-sharing">${say.way.sharing.title}</h2>
            <p>${say.way.sharing.lead}</p>
            <label>${say.way.sharing.for} ${minutes(SHARING_MINUTES, 60)}</label>
            <button class="go" ?disabled=${this.busy}>${say.way.sharing.start}</button>
        </form>`;
    }

    readonly #startsCheckin = (event: SubmitEvent): void => {
        const field = fields(event);
        const destination = field('destination').trim();
        this.#do(() => this.#ways.startCheckin(Number(field('minutes')), destination));
    };

    readonly #startsSharing = (event: SubmitEvent): void => {
        const field = fields(event);
        this.#do(() => this.#ways.startSharing(Number(field('minutes'))));
    };

    async #cancel(id: string, pin: string): Promise<string> {
        try {
            await this.#ways.cancel(id, pin);
            this.callingOff = '';
            await this.#load();
            return '';
        } catch (problem) {
            return problem instanceof Problem ? problem.code : 'try-later';
        }
    }

    #do(work: () => Promise<unknown>): void {
        void this.send(async () => {
            await work().finally(() => this.#load().catch(() => undefined));
        });
    }

    async #load(): Promise<void> {
        [this.sharings, this.checkins] = await Promise.all([this.#ways.sharings(), this.#ways.checkins()]);
        this.loaded = true;
    }

    /** What has run out is read anew: the server decides what became of it. */
    #tick(): void {
        const over = this.sharings.some(({ endsAt }) => secondsTo(endsAt) === 0) || this.checkins.some(({ missesAt }) => secondsTo(missesAt) === 0);
        if (over && !this.busy) void this.#load().catch(() => undefined);
        this.requestUpdate();
    }
}

function secondsTo(at: string): number {
    return Math.max(0, Math.ceil((Date.parse(at) - now()) / 1_000));
}

function minutes(choices: readonly number[], usual: number): TemplateResult {
    return html`<select name="minutes">${choices.map(each => html`<option value=${each} ?selected=${each === usual}>${say.way.minutes(each)}</option>`)}</select>`;
}
