import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import type { Owner } from '../phone/owner.ts';
import { call } from '../wire/http.ts';
import type { Channel } from '../wire/types.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import { number, TIERS, type Contact, type ContactChannel } from './contact.ts';
import { PhoneForm } from './phone-form.ts';

/** Ways that can be added here; a webhook's secret has no place on a phone. */
const WAYS: readonly Channel[] = ['email', 'sms', 'voice', 'push'];

/** Changes a contact: name, when it is told, and by which ways. Tells by the event `saved` or `kept`. */
@customElement('mayday-contact-form')
export class ContactForm extends PhoneForm {
    @property({ attribute: false }) contact!: Contact;
    @property({ attribute: false }) owner!: Owner;
    @state() private way: Channel | '' = '';

    protected override render(): TemplateResult {
        const { name, tier, channels } = this.contact;
        const tiers = TIERS.includes(tier) ? TIERS : [...TIERS, tier];
        return html`<form @submit=${this.#submit} aria-busy=${this.busy}>
            <label>${say.people.name} <input name="name" required maxlength="200" autocomplete="off" .value=${name} /></label>
            <label>${say.people.when} <select name="tier">${tiers.map(each => html`<option value=${each} ?selected=${each === tier}>${say.people.tier(each)}</option>`)}</select></label>
            <fieldset>
                <legend>${say.people.ways}</legend>
                ${channels.map(channel => html`<label class="switch"><input type="checkbox" name="kept" value=${channel.id} checked /> <span>${wayOf(channel)}</span></label>`)}
                ${channels.length > 0 ? html`<p class="small">${say.people.waysHint}</p>` : nothing}
                <label>${say.people.newWay}
                    <select name="way" @change=${(event: Event) => (this.way = (event.target as HTMLSelectElement).value as Channel | '')}>
                        <option value="">${say.people.noWay}</option>
                        ${WAYS.filter(way => way !== 'push' || !channels.some(({ type }) => type === way)).map(way => html`<option value=${way}>${words.told.channels[way]}</option>`)}
                    </select>
                </label>
                ${this.way === '' || this.way === 'push' ? nothing : html`<label>${say.people.address} <input name="address" required type=${this.way === 'email' ? 'email' : 'tel'} autocomplete="off" dir="ltr" /></label>`}
            </fieldset>
            ${this.trouble()}
            <div class="row">
                <button ?disabled=${this.busy}>${say.people.saveChanges}</button>
                <button type="button" @click=${() => this.#tell('kept')}>${words.cancel}</button>
            </div>
        </form>`;
    }

    protected override firstUpdated(): void {
        this.querySelector('input')?.focus();
    }

    readonly #submit = (event: SubmitEvent): void => {
        const field = fields(event);
        const kept = new FormData(event.target as HTMLFormElement).getAll('kept').map(id => ({ id }));
        const added = this.way === '' ? [] : [{ type: this.way, ...(this.way !== 'push' && { address: this.way === 'email' ? field('address').trim() : number(field('address')) }) }];
        void this.send(async () => {
            const body = { name: field('name'), tier: Number(field('tier')), channels: [...kept, ...added] };
            await call('PATCH', `/contacts/${this.contact.id}`, { body, token: await this.owner.token() });
            this.#tell('saved');
        });
    };

    #tell(what: 'saved' | 'kept'): void {
        this.dispatchEvent(new CustomEvent(what, { bubbles: true }));
    }
}

function wayOf({ type, address, state: stands }: ContactChannel): TemplateResult {
    return html`${words.told.channels[type] ?? type}${address ? html`: <bdi>${address}</bdi>` : nothing} <span class="small">(${say.people.states[stands] ?? stands})</span>`;
}
