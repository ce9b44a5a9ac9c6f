import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Phone } from '../phone/phone.ts';
import { call } from '../wire/http.ts';
import type { Page } from '../wire/types.ts';
import { say } from '../words/phone-words.ts';
import { PhoneForm } from './phone-form.ts';

const APPS = ['owntracks', 'traccarClient'] as const;
type App = (typeof APPS)[number];

interface Setup {
    readonly url: string;
    readonly configUrl?: string;
    readonly qr?: string;
}

interface Device {
    readonly id: string;
    readonly name: string;
}

type NewDevice = Device & { readonly setup: Record<App, Setup> };

/** Lets an app that goes on under a locked screen report for this person: one press makes its token and its link. */
@customElement('mayday-pair')
export class Pair extends PhoneForm {
    @property({ attribute: false }) phone!: Phone;
    @state() private devices: readonly Device[] = [];
    @state() private paired: { readonly app: App; readonly setup: Setup } | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.#load().catch(() => undefined);
    }

    protected override render(): TemplateResult {
        return html`<section class="card" aria-labelledby="pair-title">
            <h2 id="pair-title">${say.check.pairTitle}</h2>
            <p>${say.check.pairLead}</p>
            ${this.trouble()}
            <div class="row">${APPS.map(app => html`<button type="button" ?disabled=${this.busy} @click=${() => this.send(() => this.#pair(app))}>${say.check.pair(say.check.pairs[app])}</button>`)}</div>
            ${this.paired ? this.#open(this.paired.app, this.paired.setup) : nothing}
            ${
                this.devices.length === 0
                    ? nothing
                    : html`<h3>${say.check.devices}</h3>
                          <ul class="plain">${this.devices.map(({ id, name }) => html`<li><button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.send(() => this.#remove(id))}>${say.check.remove(name)}</button></li>`)}</ul>`
            }
        </section>`;
    }

    #open(app: App, { configUrl, qr }: Setup): TemplateResult {
        const name = say.check.pairs[app];
        return html`<div role="status">
            ${configUrl ? html`<p><a class="button go" href=${configUrl}>${say.check.openApp(name)}</a></p>` : nothing}
            ${qr ? html`<p>${say.check.scan(name)}</p><img class="qr" src=${qr} alt=${say.check.scan(name)} />` : nothing}
        </div>`;
    }

    async #pair(app: App): Promise<void> {
        const { setup } = await call<NewDevice>('POST', '/me/devices', { body: { name: say.check.pairs[app] }, token: await this.phone.owner.token() });
        this.paired = { app, setup: setup[app] };
        await this.#load();
    }

    async #remove(id: string): Promise<void> {
        await call('DELETE', `/me/devices/${id}`, { token: await this.phone.owner.token() });
        this.paired = undefined;
        await this.#load();
    }

    /** This page's own is not among them: it goes when its owner signs out. */
    async #load(): Promise<void> {
        const own = await this.phone.owner.deviceId();
        const { items } = await call<Page<Device>>('GET', '/me/devices?limit=200', { token: await this.phone.owner.token() });
        this.devices = items.filter(({ id }) => id !== own);
    }
}
