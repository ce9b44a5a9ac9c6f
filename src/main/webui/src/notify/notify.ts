import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { words } from '../words/words.ts';
import type { Device, Notifying } from './device.ts';

/** Turns notifications in this browser on and off; nothing is to be seen where it can't show any. */
@customElement('mayday-notify')
export class Notify extends LightElement {
    @property({ attribute: false }) device!: Device;
    @state() private now: Notifying = 'impossible';
    @state() private busy = false;
    @state() private failed = false;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.#becomes(() => this.device.state(), false);
    }

    protected override render(): TemplateResult | typeof nothing {
        if (this.now === 'impossible') return nothing;
        return html`<section class="card" aria-labelledby="notify-title">
            <h2 id="notify-title">${words.notify.title}</h2>
            <p role="status">${this.failed ? words.notify.failed : words.notify[this.now]}</p>
            ${this.#button()}
        </section>`;
    }

    #button(): TemplateResult | typeof nothing {
        switch (this.now) {
            case 'off':
                return html`<button type="button" ?disabled=${this.busy} @click=${() => this.#becomes(() => this.device.turnOn(), true)}>${words.notify.turnOn}</button>`;
            case 'on':
                return html`<button type="button" class="quiet" ?disabled=${this.busy} @click=${() => this.#becomes(() => this.device.turnOff(), true)}>${words.notify.turnOff}</button>`;
            default:
                return nothing;
        }
    }

    /** @param asked whether a person waits for it, and is told if it fails */
    async #becomes(change: () => Promise<Notifying>, asked: boolean): Promise<void> {
        this.busy = true;
        this.failed = false;
        try {
            this.now = await change();
        } catch {
            this.failed = asked;
        } finally {
            this.busy = false;
        }
    }
}
