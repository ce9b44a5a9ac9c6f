import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import type { Owner } from '../phone/owner.ts';
import { call } from '../wire/http.ts';
import { say } from '../words/phone-words.ts';
import { PhoneForm } from './phone-form.ts';

/** Sets the PIN and the one to give under duress; neither is ever shown, nor kept here. */
@customElement('mayday-pins')
export class PinsForm extends PhoneForm {
    @property({ attribute: false }) owner!: Owner;
    @state() private saved = false;

    protected override render(): TemplateResult {
        const { me } = this.owner;
        return html`<section class="card" aria-labelledby="pins-title">
            <h2 id="pins-title">${say.people.pinsTitle}</h2>
            ${this.saved ? html`<p role="status">${say.people.pinsSaved}</p>` : me ? html`<p class=${me.pinSet ? '' : 'warning'}>${me.pinSet ? say.people.pinsSet : say.people.pinsNone}</p>` : nothing}
            <p>${say.people.pinsLead}</p>
            <form @submit=${this.#submit}>
                ${pinField('pin', say.people.pin)} ${pinField('duressPin', say.people.duressPin)}
                <p id="pin-rule" class="small">${say.people.pinRule}</p>
                ${this.trouble()}
                <button ?disabled=${this.busy}>${say.people.pinsSave}</button>
            </form>
        </section>`;
    }

    readonly #submit = (event: SubmitEvent): void => {
        const field = fields(event);
        const form = event.target as HTMLFormElement;
        this.saved = false;
        void this.send(async () => {
            await call('PUT', '/me/pins', { body: { pin: field('pin'), duressPin: field('duressPin') }, token: await this.owner.token() });
            await this.owner.pinsSet();
            form.reset();
            this.saved = true;
        });
    };
}

function pinField(name: string, label: string): TemplateResult {
    return html`<label>${label}
        <input name=${name} type="password" inputmode="numeric" autocomplete="new-password" required pattern="[0-9]{4,8}" maxlength="8" aria-describedby="pin-rule" title=${say.people.pinRule} />
    </label>`;
}
