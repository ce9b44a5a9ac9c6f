import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { say } from '../words/phone-words.ts';

/** Asks for the PIN where one is set, then does it and says what was wrong. Whatever PIN it was, nothing here differs. */
@customElement('mayday-pin-form')
export class PinForm extends LightElement {
    @property() label = '';
    @property({ type: Boolean }) pinSet = false;
    /** There is no connection: the answer will take as long as that. */
    @property({ type: Boolean }) offline = false;
    /** @returns the code of the problem, nothing if it is done */
    @property({ attribute: false }) act: (pin: string, form: FormData) => Promise<string> = async () => '';
    /** What else is asked. */
    @property({ attribute: false }) more: TemplateResult | typeof nothing = nothing;
    @state() private busy = false;
    @state() private problem = '';

    protected override render(): TemplateResult {
        return html`<form @submit=${this.#submit} aria-busy=${this.busy}>
            ${this.more}
            ${
                this.pinSet
                    ? html`<label>${say.alert.pin}
                          <input name="pin" type="password" inputmode="numeric" autocomplete="off" pattern="[0-9]{4,8}" maxlength="8" required title=${say.alert.pinHint} />
                      </label>`
                    : nothing
            }
            ${this.problem ? html`<p class="problem" role="alert">${say.problem(this.problem)}</p>` : nothing}
            ${this.busy && this.offline ? html`<p role="status">${say.alert.checkingOffline}</p>` : nothing}
            <div class="row">
                <button class="go" ?disabled=${this.busy}>${this.busy ? say.alert.checking : this.label}</button>
                <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('kept', { bubbles: true }))}>${say.alert.keep}</button>
            </div>
        </form>`;
    }

    protected override firstUpdated(): void {
        this.querySelector<HTMLElement>('input, select, .go')?.focus();
    }

    readonly #submit = async (event: SubmitEvent): Promise<void> => {
        event.preventDefault();
        if (this.busy) return;
        const form = new FormData(event.target as HTMLFormElement);
        this.busy = true;
        this.problem = '';
        this.problem = await this.act(String(form.get('pin') ?? ''), form);
        this.busy = false;
        if (!this.problem) return;
        const pin = this.querySelector<HTMLInputElement>('input[name=pin]');
        if (pin) pin.value = '';
        pin?.focus();
    };
}
