import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { SendingForm } from '../account/form.ts';
import '../account/sign-in.ts';
import '../page/language-picker.ts';
import { call, Problem } from '../wire/http.ts';
import { AccountSession } from '../wire/session.ts';
import type { Invitation, Me } from '../wire/types.ts';
import { words } from '../words/words.ts';

type Step = 'reading' | 'asked' | 'signing-in' | 'accepted' | 'linked' | 'declined' | 'over';

/** Who asks to be guarded, and a press to accept or decline; accepting while signed in links the account. */
@customElement('mayday-invitation')
export class InvitationPage extends SendingForm {
    @state() private step: Step = 'reading';
    @state() private inviter = words.invitation.someone;
    @state() private me: Me | undefined;
    @state() private answer: Invitation['state'] = 'open';
    #session = AccountSession.kept();
    readonly #path = `/invitations/${encodeURIComponent(location.pathname.split('/').pop() ?? '')}`;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.#read();
        void this.#recognise();
    }

    protected override render(): TemplateResult {
        return html`<header class="bar"><a class="bar__name" href="/">${words.name}</a><mayday-language></mayday-language></header>
            <div class="narrow" @signed-in=${(event: CustomEvent<AccountSession>) => this.#signedIn(event.detail)}>${this.#step()}</div>`;
    }

    #step(): TemplateResult {
        const { inviter } = this;
        const text = words.invitation;
        switch (this.step) {
            case 'reading':
                return html`<p class="card">${words.loading}</p>${this.trouble()}`;
            case 'asked':
                return this.#asked();
            case 'signing-in':
                return html`<mayday-sign-in></mayday-sign-in>
                    <p><button type="button" class="quiet" @click=${() => (this.step = 'asked')}>${words.cancel}</button></p>`;
            case 'accepted':
                return html`<section class="card" role="status"><h1>${text.title}</h1><p>${text.accepted(inviter)}</p></section>`;
            case 'linked':
                return html`<section class="card" role="status">
                    <h1>${text.title}</h1>
                    <p>${text.accepted(inviter)} ${text.linked}</p>
                    <p><a class="button go" href="/">${text.toDashboard}</a></p>
                </section>`;
            case 'declined':
                return html`<section class="card" role="status"><h1>${text.title}</h1><p>${text.declined(inviter)}</p></section>`;
            case 'over':
                return html`<section class="card" role="alert"><h1>${text.over}</h1><p>${text.overLead}</p></section>`;
        }
    }

    #asked(): TemplateResult {
        const { inviter, me, answer } = this;
        const text = words.invitation;
        return html`<section class="card">
            <h1>${text.title}</h1>
            <p class="lead">${text.lead(inviter)}</p>
            <p>${text.what(inviter)}</p>
            ${answer === 'accepted' ? html`<p class="badge">${text.acceptedBefore}</p>` : answer === 'declined' ? html`<p class="badge">${text.declinedBefore}</p>` : nothing}
            ${this.trouble()}
            <div class="stack">
                <button type="button" class="go" ?disabled=${this.busy} @click=${this.#accept}>${me ? text.acceptAs(me.name) : text.accept}</button>
                <button type="button" ?disabled=${this.busy} @click=${this.#decline}>${text.decline}</button>
            </div>
            <p class="small">${text.declineLead(inviter)}</p>
            ${me ? nothing : html`<p class="small">${text.account}</p><button type="button" @click=${() => (this.step = 'signing-in')}>${text.withAccount}</button>`}
        </section>`;
    }

    async #read(): Promise<void> {
        await this.#try(async () => {
            const invitation = await call<Invitation>('GET', this.#path);
            this.inviter = invitation.person.name;
            this.answer = invitation.state;
            this.step = 'asked';
        });
    }

    async #recognise(): Promise<void> {
        const token = await this.#session?.token().catch(() => undefined);
        this.me = token ? await call<Me>('GET', '/me', { token }).catch(() => undefined) : undefined;
    }

    #signedIn(session: AccountSession): void {
        this.#session = session;
        this.step = 'asked';
        void this.#recognise();
    }

    readonly #accept = (): void => {
        void this.#try(async () => {
            const token = this.me ? await this.#session?.token() : undefined;
            await call('POST', `${this.#path}/accept`, { body: {}, token });
            this.step = token ? 'linked' : 'accepted';
        });
    };

    readonly #decline = (): void => {
        void this.#try(async () => {
            await call('POST', `${this.#path}/decline`, { body: {} });
            this.step = 'declined';
        });
    };

    async #try(work: () => Promise<void>): Promise<void> {
        await this.send(async () => {
            try {
                await work();
            } catch (problem) {
                if (!(problem instanceof Problem) || (problem.status !== 404 && problem.status !== 410)) throw problem;
                this.step = 'over';
            }
        });
    }
}
