import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { everySecond } from '../live/clock.ts';
import type { FeedStatus } from '../live/feed.ts';
import { clockTime } from '../words/format.ts';
import { words } from '../words/words.ts';
import { LightElement } from './light-element.ts';

/** How the connection stands: a word while it lives; since when it is lost, and when the next try is, while it is not. */
@customElement('mayday-connection')
export class Connection extends LightElement {
    @property({ attribute: false }) status: FeedStatus = { kind: 'connecting' };
    @property({ attribute: false }) retry: () => void = () => undefined;
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.status.kind === 'lost' && this.requestUpdate());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }

    protected override render(): TemplateResult {
        const { status } = this;
        this.dataset['status'] = status.kind;
        switch (status.kind) {
            case 'live':
                return html`<p class="connection"><span class="sign" aria-hidden="true">●</span> ${words.connection.live}</p>`;
            case 'connecting':
                return html`<p class="connection"><span class="sign" aria-hidden="true">○</span> ${words.connection.connecting}</p>`;
            case 'over':
                return html``;
            case 'lost':
                return this.#lost(status.since, status.retryAt ?? Date.now());
        }
    }

    #lost(since: number, retryAt: number): TemplateResult {
        const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1_000));
        return html`<div class="connection connection--lost">
            <p><span aria-hidden="true">⚠</span> ${words.connection.lost(clockTime(since))}</p>
            <p>${words.connection.retrying(seconds)} <button type="button" @click=${this.retry}>${words.connection.retry}</button></p>
        </div>`;
    }
}
