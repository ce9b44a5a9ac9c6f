import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../account/sign-in.ts';
import { announce } from '../page/announce.ts';
import '../page/language-picker.ts';
import { LightElement } from '../page/light-element.ts';
import { settings } from '../page/settings.ts';
import { installWorker } from '../phone/background.ts';
import { keeping } from '../phone/memory.ts';
import { claim } from '../phone/owner.ts';
import { Phone, uuid, type Choice, type PhoneListener } from '../phone/phone.ts';
import { isOpen } from '../phone/presses.ts';
import type { Keeping, Press } from '../phone/store.ts';
import { AccountSession } from '../wire/session.ts';
import type { Alert } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import './check.ts';
import { title } from './own-alert.ts';
import './people.ts';
import './raise.ts';
import './way.ts';
import './where.ts';

const PAGES = ['alarm', 'way', 'people', 'check'] as const;
type PageName = (typeof PAGES)[number];

/** The phone's page: the button first, all else one press away. An alert of one's own takes the button's place. */
@customElement('mayday-app')
export class App extends LightElement implements PhoneListener {
    @state() private phone: Phone | undefined;
    @state() private signedOut = false;
    @state() private message = '';
    @state() private page = named(location.hash);
    /** Counts what the parts of the page can't see for themselves. */
    #news = 0;
    #store!: Keeping;

    override connectedCallback(): void {
        super.connectedCallback();
        addEventListener('hashchange', this.#routed);
        installWorker();
        void this.#begin();
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        removeEventListener('hashchange', this.#routed);
        this.phone?.stop();
    }

    protected override render(): TemplateResult {
        return html`<header class="bar">
                <a class="bar__name" href="#/">${words.name}</a>
                ${settings.emergency ? html`<a class="button danger" href=${`tel:${settings.emergency}`}>${say.emergency(settings.emergency)}</a>` : nothing}
            </header>
            ${this.phone && !this.signedOut ? this.#signedIn(this.phone) : this.#signIn()}`;
    }

    #signIn(): TemplateResult {
        if (!this.signedOut) return html`<p class="card narrow">${words.loading}</p>`;
        return html`<div class="line"><mayday-language></mayday-language></div>
            <div class="phone"><mayday-sign-in .lead=${say.lead} .message=${this.message} @signed-in=${this.#signedInNow}></mayday-sign-in></div>`;
    }

    #signedIn(phone: Phone): TemplateResult {
        const { press } = phone;
        return html`${this.#line(phone)}
            <div class="phone phone--${this.page}">
                ${phone.owner.sessionOver ? html`<p class="warning">${say.signInAgain} <button type="button" @click=${() => (this.signedOut = true)}>${say.signIn}</button></p>` : nothing}
                ${press && isOpen(press) && this.page !== 'alarm' ? html`<p class="warning"><a href="#/">${title(press, phone.status.kind === 'live')}</a></p>` : nothing}
                ${this.#content(phone, press)}
            </div>
            <nav class="tabs" aria-label=${say.nav.label}>
                ${PAGES.map(page => html`<a href=${page === 'alarm' ? '#/' : `#/${page}`} aria-current=${page === this.page ? 'page' : nothing}>${say.nav[page]}</a>`)}
            </nav>`;
    }

    #content(phone: Phone, press: Press | undefined): TemplateResult {
        switch (this.page) {
            case 'alarm':
                return this.#alarm(phone, press);
            case 'way':
                return html`<mayday-way .phone=${phone} .news=${this.#news}></mayday-way>`;
            case 'people':
                return html`<mayday-people .phone=${phone}></mayday-people>`;
            case 'check':
                return html`<mayday-check .phone=${phone} @pressed=${this.#pressed} @signed-out=${this.#signOut}></mayday-check>`;
        }
    }

    #alarm(phone: Phone, press: Press | undefined): TemplateResult {
        if (!press) return html`<mayday-raise .phone=${phone} .news=${this.#news} @pressed=${this.#pressed}></mayday-raise>${phone.tracking === 'off' ? nothing : this.#where(phone)}`;
        return html`<mayday-own-alert .phone=${phone} .press=${press} .news=${this.#news}></mayday-own-alert>${isOpen(press) ? this.#where(phone) : nothing}`;
    }

    #where(phone: Phone): TemplateResult {
        return html`<mayday-where .phone=${phone} .news=${this.#news}></mayday-where>`;
    }

    #line({ status }: Phone): TemplateResult {
        const lost = status.kind === 'lost';
        const text = lost ? say.line.lost(clockTime(status.since)) : say.line[status.kind === 'live' ? 'live' : 'connecting'];
        return html`<div class="line" data-status=${status.kind}>
            <p><span class="sign" aria-hidden="true">${lost ? '⚠' : status.kind === 'live' ? '●' : '○'}</span> ${text}</p>
            ${lost ? html`<button type="button" @click=${() => this.phone?.retryNow()}>${words.connection.retry}</button>` : html`<mayday-language></mayday-language>`}
        </div>`;
    }

    changed(): void {
        this.#news++;
        this.requestUpdate();
    }

    alertChanged(old: Press | undefined, next: Press): void {
        announce(title(next, this.phone?.status.kind === 'live'), true);
        if (!next.trigger?.silent) navigator.vibrate?.(200);
        if (!old && this.page === 'alarm') this.#focus('#own-title');
    }

    answered(old: Alert | undefined, next: Alert): void {
        if (!old) return;
        const known = new Set([...old.acknowledgements, ...old.declined].map(({ contactId, at }) => contactId + at));
        for (const each of next.acknowledgements) if (!known.has(each.contactId + each.at)) announce(say.alert.gone(each.name), true);
        for (const each of next.declined) if (!known.has(each.contactId + each.at)) announce(say.alert.cannot(each.name));
    }

    reminded(): void {
        announce(say.way.checkin.aloud, true);
        navigator.vibrate?.([200, 100, 200]);
        this.page = 'way';
    }

    async #begin(): Promise<void> {
        this.#store = await keeping();
        const session = AccountSession.kept();
        if (session || (await this.#store.fact('device'))) await this.#enter(session);
        else this.signedOut = true;
    }

    async #enter(session: AccountSession | undefined): Promise<void> {
        const installation = (await this.#store.fact('installation')) ?? uuid();
        await this.#store.note('installation', installation);
        this.phone?.stop();
        this.phone = new Phone(this.#store, installation, await this.#store.presses(), session, this);
        this.signedOut = false;
    }

    readonly #signedInNow = async ({ detail }: CustomEvent<AccountSession>): Promise<void> => {
        await claim(this.#store, detail);
        await this.#enter(detail);
    };

    readonly #pressed = ({ detail }: CustomEvent<Choice>): void => {
        void this.phone?.raise(detail);
        location.hash = '#/';
    };

    readonly #signOut = async (): Promise<void> => {
        const { phone } = this;
        this.signedOut = true;
        this.phone = undefined;
        phone?.stop();
        await phone?.owner.signOut();
    };

    readonly #routed = (): void => {
        this.page = named(location.hash);
        scrollTo(0, 0);
        this.#focus('h1[tabindex]');
    };

    /** Once it is drawn. */
    #focus(selector: string): void {
        requestAnimationFrame(() => this.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true }));
    }
}

function named(hash: string): PageName {
    return PAGES.find(page => hash === `#/${page}`) ?? 'alarm';
}
