import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../page/age.ts';
import { TickingElement } from '../page/ticking-element.ts';
import type { Phone } from '../phone/phone.ts';
import { age, distance } from '../words/format.ts';
import { say } from '../words/phone-words.ts';

/** Whether this phone's place is known and sent, and what a web page can't do. */
@customElement('mayday-where')
export class Where extends TickingElement {
    @property({ attribute: false }) phone!: Phone;
    @property({ attribute: false }) news = 0;

    protected override render(): TemplateResult {
        const { waiting, status, tracking } = this.phone;
        const stuck = tracking === 'denied' || tracking === 'unavailable';
        return html`<section class="card where" aria-labelledby="where-title" data-tracking=${tracking}>
            <h2 id="where-title">${say.tracking.title}</h2>
            <p class=${stuck ? 'warning' : ''}>${stuck ? html`<span aria-hidden="true">⚠</span> ` : nothing}${this.#state()}</p>
            ${stuck ? html`<button type="button" @click=${() => this.phone.locate()}>${say.tracking.retry}</button>` : nothing}
            ${waiting > 0 && status.kind !== 'live' ? html`<p>${say.tracking.waiting(waiting)}</p>` : nothing}
            <p class="small">${say.tracking.page} <a href="#/check">${say.tracking.pair}</a>.</p>
        </section>`;
    }

    #state(): string {
        const { tracking, lastFix } = this.phone;
        if (tracking === 'found' && lastFix) return say.tracking.sent(age(lastFix.at), lastFix.accuracy === undefined ? '' : distance(lastFix.accuracy));
        return say.tracking[tracking === 'found' ? 'searching' : tracking];
    }
}
