import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../account/sign-in.ts';
import '../account/verify.ts';
import { accountBar } from '../page/account-bar.ts';
import { speakAs } from '../page/language.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import { AccountSession } from '../wire/session.ts';
import type { Me } from '../wire/types.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { addressOf, hrefOf, VIEWS, type Address, type View } from './address.ts';
import './alert.ts';
import './audit.ts';
import './dead-letters.ts';
import './deliveries.ts';
import { Desk } from './desk.ts';
import './drills.ts';
import './overview.ts';
import './providers.ts';
import './users.ts';
import type { ConsoleView } from './view.ts';

/** What shows a view, and what shows one thing of it. */
const ELEMENTS: Record<View, readonly [all: string, one?: string]> = {
    overview: ['mayday-op-overview'],
    providers: ['mayday-op-providers'],
    deliveries: ['mayday-op-deliveries', 'mayday-op-delivery'],
    'dead-letters': ['mayday-op-dead-letters'],
    users: ['mayday-op-users', 'mayday-op-user'],
    alerts: ['mayday-op-alerts', 'mayday-op-alert'],
    drills: ['mayday-op-drills'],
    audit: ['mayday-op-audit'],
};

/** The operator's page: who may be here, the way around, and the view that the address names. */
@customElement('mayday-operator')
export class Console extends LightElement {
    @state() private session: AccountSession | undefined;
    @state() private signedOutBecause = '';
    @state() private me: Me | undefined;
    @state() private problem = '';
    @state() private address: Address = addressOf(location.hash);
    @state() private menu = false;
    #desk!: Desk;
    /** Lives as long as its address. */
    #view: ConsoleView | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        addEventListener('hashchange', this.#routed);
        const kept = AccountSession.kept();
        if (kept) this.#enter(kept);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        removeEventListener('hashchange', this.#routed);
    }

    protected override willUpdate(changed: PropertyValues): void {
        if (!this.#mayBeHere()) this.#view = undefined;
        else if (!this.#view || changed.has('address')) this.#view = this.#made(this.address);
    }

    protected override render(): TemplateResult {
        const entered = this.#mayBeHere();
        return html`
            ${entered ? html`<button type="button" class="skip" @click=${() => this.#focus('h1')}>${words.skip}</button>` : nothing}
            ${this.#bar()}
            <div class=${entered ? 'console' : 'narrow'}>
                ${entered ? this.#nav() : nothing}
                <div class="console__view">${this.#content()}</div>
            </div>
        `;
    }

    protected override updated(changed: PropertyValues): void {
        const before = changed.get('address') as Address | undefined;
        if (!changed.has('address')) return;
        if (this.address.view !== 'overview') document.title = op.tab(op.nav[this.address.view]);
        if (before) this.#focus(before.view === this.address.view && before.id === this.address.id ? '.found' : 'h1');
    }

    #mayBeHere(): boolean {
        return this.session !== undefined && this.me?.role === 'operator';
    }

    #content(): unknown {
        if (!this.session) return html`<mayday-sign-in .message=${this.signedOutBecause} .lead=${op.lead} @signed-in=${(event: CustomEvent<AccountSession>) => this.#enter(event.detail)}></mayday-sign-in>`;
        if (this.#view) return this.#view;
        if (this.me) return this.#refused(this.me, this.session);
        if (!this.problem) return html`<p class="card">${words.loading}</p>`;
        return html`<p class="problem" role="alert">${this.problem}</p><button type="button" @click=${this.#loadMe}>${op.again}</button>`;
    }

    #bar(): TemplateResult {
        return accountBar({ me: this.me, signOut: this.session && this.#signOut }, html` <span class="bar__console">${op.title}</span>`);
    }

    #nav(): TemplateResult {
        const here = this.address.view;
        return html`<nav class="ways" aria-label=${op.nav.label}>
            <button type="button" class="ways__menu" aria-expanded=${this.menu} aria-controls="ways" @click=${() => (this.menu = !this.menu)}><span aria-hidden="true">☰</span> ${op.nav.menu}: ${op.nav[here]}</button>
            <ul id="ways" class="plain" data-open=${this.menu}>${VIEWS.map(view => html`<li><a href=${hrefOf(view)} aria-current=${view === here ? 'page' : nothing}>${op.nav[view]}</a></li>`)}</ul>
        </nav>`;
    }

    #refused({ name, emailVerified }: Me, session: AccountSession): TemplateResult {
        return html`<section class="card">
                <h1 tabindex="-1">${op.refused.title}</h1>
                <p>${op.refused.lead(name)}</p>
                <p>${op.refused.how}</p>
                <p><a class="button" href="/">${op.refused.dashboard}</a></p>
            </section>
            ${emailVerified ? nothing : html`<mayday-verify .session=${session} .lead=${op.refused.unverified} @verified=${this.#loadMe}></mayday-verify>`}`;
    }

    #made(address: Address): ConsoleView {
        const [all, one] = ELEMENTS[address.view];
        const view = document.createElement(address.id && one ? one : all) as ConsoleView;
        return Object.assign(view, { desk: this.#desk, address });
    }

    /** Once what is there now has been drawn. */
    #focus(selector: string): void {
        const view = this.querySelector<LitElement>('.console__view > *');
        void view?.updateComplete?.then(() => view.querySelector<HTMLElement>(selector)?.focus());
    }

    #enter(session: AccountSession): void {
        this.session = session;
        this.signedOutBecause = '';
        this.#desk = new Desk(
            session,
            () => this.#leave(words.signIn.expired),
            () => void this.#loadMe(),
        );
        void this.#loadMe();
    }

    readonly #loadMe = async (): Promise<void> => {
        this.problem = '';
        try {
            this.me = await this.#desk.me();
            await speakAs(this.me.locale);
        } catch (problem) {
            this.problem = op.problem(problem instanceof Problem ? problem.code : '');
        }
    };

    readonly #routed = (): void => {
        this.address = addressOf(location.hash);
        this.menu = false;
    };

    readonly #signOut = (): void => {
        void this.session?.signOut();
        location.hash = '';
        this.#leave('');
    };

    /** The address stays where a session only ran out: what was looked at is there again after the next sign-in. */
    #leave(why: string): void {
        this.session = undefined;
        this.me = undefined;
        this.problem = '';
        this.signedOutBecause = why;
        document.title = op.tab(op.title);
        void speakAs(undefined);
    }
}
