import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import { codeField } from '../account/sign-in.ts';
import { announce } from '../page/announce.ts';
import type { Phone } from '../phone/phone.ts';
import { call } from '../wire/http.ts';
import type { Page } from '../wire/types.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import { number, TIERS, type Contact, type ContactChannel } from './contact.ts';
import './contact-form.ts';
import './pins.ts';
import { PhoneForm } from './phone-form.ts';

/** Whom an alarm tells, by which way, and whether that way is known to work. */
@customElement('mayday-people')
export class People extends PhoneForm {
    @property({ attribute: false }) phone!: Phone;
    @state() private contacts: readonly Contact[] | undefined;
    /** The channel whose code is waited for, and the contact whose removal is. */
    @state() private confirming = '';
    @state() private removing = '';
    /** The contact that is being changed. */
    @state() private editing = '';

    override connectedCallback(): void {
        super.connectedCallback();
        void this.send(() => this.#load());
    }

    protected override render(): TemplateResult {
        return html`<div class="contacts">
            <h1 tabindex="-1">${say.people.title}</h1>
            ${this.trouble()}
            ${this.contacts === undefined ? (this.problem ? nothing : html`<p class="card">${words.loading}</p>`) : this.#list(this.contacts)}
            ${this.contacts === undefined ? nothing : this.#add(this.contacts.length === 0)}
            <mayday-pins .owner=${this.phone.owner}></mayday-pins>
        </div>`;
    }

    #list(contacts: readonly Contact[]): TemplateResult {
        if (contacts.length === 0) return html`<p class="card warning">${say.people.none}</p>`;
        return html`<ul class="plain">${contacts.map(each => html`<li class="card">${this.#contact(each)}</li>`)}</ul>`;
    }

    #contact(contact: Contact): TemplateResult {
        const { id, name, tier, invitation, linked } = contact;
        const how = linked ? say.people.linked : invitation === 'sent' ? say.people.invited : invitation === 'declined' ? say.people.declined : '';
        return html`<h2>${name}</h2>
            <p>${say.people.tier(tier)}${how ? ` · ${how}` : nothing}</p>
            ${this.editing === id ? html`<mayday-contact-form .contact=${contact} .owner=${this.phone.owner} @saved=${() => this.#saved(name)} @kept=${() => (this.editing = '')}></mayday-contact-form>` : this.#ways(contact)}`;
    }

    #ways({ id, name, channels }: Contact): TemplateResult {
        return html`<ul class="plain">${channels.map(channel => this.#channel(id, channel))}</ul>
            ${
                this.removing === id
                    ? html`<p>${say.people.removeSure(name)}</p>
                          <div class="row">
                              <button type="button" ?disabled=${this.busy} @click=${() => this.send(() => this.#remove(id))}>${say.people.removeYes}</button>
                              <button type="button" @click=${() => (this.removing = '')}>${words.cancel}</button>
                          </div>`
                    : html`<div class="row">
                          <button type="button" class="quiet" @click=${() => (this.editing = id)}>${say.people.edit}<span class="unseen"> ${name}</span></button>
                          <button type="button" class="quiet" @click=${() => (this.removing = id)}>${say.people.remove}<span class="unseen"> ${name}</span></button>
                      </div>`
            }`;
    }

    #channel(contact: string, { id, type, address, state: stands }: ContactChannel): TemplateResult {
        const path = `/contacts/${contact}/channels/${id}/verification`;
        const open = stands === 'unverified' && (type === 'email' || type === 'sms' || type === 'voice');
        return html`<li>
            ${words.told.channels[type] ?? type}${address ? html`: <bdi>${address}</bdi>` : nothing} <span class="small">(${say.people.states[stands] ?? stands})</span>
            ${open ? html`<button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.send(() => this.#verify(path, id))}>${say.people.verify}<span class="unseen"> ${address}</span></button>` : nothing}
            ${open && this.confirming === id ? html`<form @submit=${(event: SubmitEvent) => this.#confirm(event, path)}>${codeField(say.people.code)}<button ?disabled=${this.busy}>${say.people.confirm}</button></form>` : nothing}
        </li>`;
    }

    #add(first: boolean): TemplateResult {
        return html`<details class="card" ?open=${first}>
            <summary>${say.people.add}</summary>
            <form @submit=${this.#submit}>
                <label>${say.people.name} <input name="name" required maxlength="200" autocomplete="off" /></label>
                <label>${say.people.email} <input name="email" type="email" autocomplete="off" /></label>
                <label>${say.people.phone} <input name="phone" type="tel" autocomplete="off" /></label>
                <label>${say.people.when} <select name="tier">${TIERS.map(tier => html`<option value=${tier}>${say.people.tier(tier)}</option>`)}</select></label>
                <button class="go" ?disabled=${this.busy}>${say.people.save}</button>
            </form>
        </details>`;
    }

    readonly #submit = (event: SubmitEvent): void => {
        const field = fields(event);
        const form = event.target as HTMLFormElement;
        const [email, phone] = [field('email').trim(), number(field('phone'))];
        const channels = [...(email ? [{ type: 'email', address: email }, { type: 'push' }] : []), ...(phone ? [{ type: 'sms', address: phone }] : [])];
        void this.send(async () => {
            await this.#call('POST', '/contacts', { name: field('name'), tier: Number(field('tier')), channels });
            form.reset();
            await this.#load();
        });
    };

    #confirm(event: SubmitEvent, path: string): void {
        const code = fields(event)('code').trim();
        void this.send(async () => {
            await this.#call('POST', `${path}/confirm`, { code });
            this.confirming = '';
            await this.#load();
        });
    }

    #saved(name: string): void {
        this.editing = '';
        announce(say.people.saved(name));
        void this.send(() => this.#load());
    }

    async #verify(path: string, channel: string): Promise<void> {
        await this.#call('POST', path);
        this.confirming = channel;
    }

    async #remove(id: string): Promise<void> {
        await this.#call('DELETE', `/contacts/${id}`);
        this.removing = '';
        await this.#load();
    }

    async #load(): Promise<void> {
        this.contacts = (await this.#call<Page<Contact>>('GET', '/contacts?limit=200')).items;
    }

    async #call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
        return call<T>(method, path, { ...(body !== undefined && { body }), token: await this.phone.owner.token() });
    }
}
