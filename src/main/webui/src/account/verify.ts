import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import { words } from '../words/words.ts';
import { fields, SendingForm } from './form.ts';
import { codeField } from './sign-in.ts';

/** Confirming one's own e-mail address by the code that was mailed to it. Tells that by the event `verified`. */
@customElement('mayday-verify')
export class Verify extends SendingForm {
    @property({ attribute: false }) session!: Session;
    /** What confirming it is good for, if not what it is on the dashboard. */
    @property() lead = '';
    @state() private step: 'ask' | 'code' | 'done' = 'ask';

    protected override render(): TemplateResult {
        if (this.step === 'done') return html`<p class="card" role="status">${words.verify.done}</p>`;
        return html`<section class="card" aria-labelledby="verify-title">
            <h2 id="verify-title">${words.verify.title}</h2>
            <p>${this.step === 'ask' ? this.lead || words.verify.lead : words.verify.sent}</p>
            ${this.step === 'code' ? html`<form @submit=${this.#confirm}>${codeField(words.verify.code)}<button class="go" ?disabled=${this.busy}>${words.verify.submit}</button></form>` : nothing}
            ${this.trouble()}
            <button type="button" class="quiet" ?disabled=${this.busy} @click=${this.#ask}>${words.verify.send}</button>
        </section>`;
    }

    readonly #ask = (): void => {
        void this.send(async () => {
            await call('POST', '/me/email/verification', { token: await this.session.token() });
            this.step = 'code';
        });
    };

    readonly #confirm = (event: SubmitEvent): void => {
        const code = fields(event)('code').trim();
        void this.send(async () => {
            await call('POST', '/me/email/verification/confirm', { body: { code }, token: await this.session.token() });
            this.step = 'done';
            this.dispatchEvent(new CustomEvent('verified'));
        });
    };
}
