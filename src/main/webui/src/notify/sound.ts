import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { words } from '../words/words.ts';
import type { Bell } from './bell.ts';

/** Turns the sound of this page on and off, and lets it be heard. */
@customElement('mayday-sound')
export class Sound extends LightElement {
    @property({ attribute: false }) bell!: Bell;

    override connectedCallback(): void {
        super.connectedCallback();
        for (const press of ['pointerup', 'keyup']) addEventListener(press, this.#pressed, { once: true });
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        for (const press of ['pointerup', 'keyup']) removeEventListener(press, this.#pressed);
    }

    protected override render(): TemplateResult {
        return html`<section class="card" aria-labelledby="sound-title">
            <h2 id="sound-title">${words.sound.title}</h2>
            <div class="choices"><label><input type="checkbox" .checked=${this.bell.wanted} @change=${this.#choose} /> ${words.sound.wanted}</label></div>
            ${this.bell.allowed ? nothing : html`<p class="warning">${words.sound.blocked}</p>`}
            ${this.bell.wanted ? html`<button type="button" class="quiet" @click=${() => this.bell.ring()}>${words.sound.try}</button>` : nothing}
        </section>`;
    }

    /** From then on the browser lets it ring. */
    readonly #pressed = (): void => this.requestUpdate();

    readonly #choose = (event: Event): void => {
        this.bell.wanted = (event.target as HTMLInputElement).checked;
        this.requestUpdate();
    };
}
