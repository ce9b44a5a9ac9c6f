import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Followed } from '../live/situation.ts';
import '../page/age.ts';
import { LightElement } from '../page/light-element.ts';
import type { Alert } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { words } from '../words/words.ts';
import './answer.ts';
import './place.ts';
import { peopleComing, whatHappened, whoWasTold } from './told.ts';
import { owns, type Responses, type Viewer } from './viewer.ts';

/** Milliseconds between a press and its receipt from which on it is said that it came late. */
const LATE_MS = 60_000;

/** One alert: who, what, since when; the answer; where; who comes; who was told; what happened. */
@customElement('mayday-alert')
export class AlertView extends LightElement {
    @property({ attribute: false }) followed!: Followed;
    @property({ attribute: false }) viewer!: Viewer;
    @property({ attribute: false }) responses!: Responses;

    protected override render(): TemplateResult {
        const { alert, deliveries, timeline, ended } = this.followed;
        if (ended) return html`<p class="card warning" role="alert">${words.alert.gone}</p>`;
        return html`
            ${this.#head(alert)}
            <div class="alert__body">
                <mayday-answer .alert=${alert} .viewer=${this.viewer} .responses=${this.responses}></mayday-answer>
                <mayday-place .followed=${this.followed}></mayday-place>
                ${peopleComing(alert, this.viewer)}
                ${whoWasTold(deliveries, this.viewer)}
                ${whatHappened(timeline)}
            </div>
        `;
    }

    #head(alert: Alert): TemplateResult {
        const { person, kind, state, raisedAt, receivedAt, note, phone } = { ...alert, phone: alert.person.phone };
        const callable = phone && !alert.silent && !alert.duress && !owns(this.viewer, alert);
        return html`<header class="alert__head" data-state=${state}>
            <p class="alert__kind">${words.alert.kinds[kind] ?? kind}</p>
            <h1 tabindex="-1">${this.#title(alert)}</h1>
            ${alert.drill ? html`<p class="badge">${words.alert.drill}</p>` : nothing}
            ${alert.duress ? html`<p class="warning"><span aria-hidden="true">⚠</span> ${words.alert.duress}</p>` : nothing}
            ${alert.silent && !alert.duress ? html`<p class="warning"><span aria-hidden="true">⚠</span> ${words.alert.silent}</p>` : nothing}
            <p class="alert__state"><b>${stateInWords(alert)}</b></p>
            <p class="alert__since">${words.alert.raised} <time datetime=${raisedAt}><mayday-age .at=${raisedAt}></mayday-age></time> (${clockTime(raisedAt)})</p>
            ${Date.parse(receivedAt) - Date.parse(raisedAt) > LATE_MS ? html`<p class="warning">${words.alert.receivedLate(clockTime(receivedAt))}</p>` : nothing}
            ${note ? html`<figure class="note"><figcaption>${words.alert.note}</figcaption><blockquote><bdi>${note}</bdi></blockquote></figure>` : nothing}
            ${callable ? html`<p><a class="button" href=${`tel:${phone}`}>${words.alert.call(person.name)}</a></p>` : nothing}
        </header>`;
    }

    #title(alert: Alert): string {
        if (owns(this.viewer, alert)) return words.alert.yours;
        return alert.state === 'ACTIVE' || alert.state === 'ACKNOWLEDGED' ? words.alert.needs(alert.person.name) : words.alert.was(alert.person.name);
    }
}

export function stateInWords(alert: Alert): string {
    const { state, resolution } = alert;
    if (state !== 'RESOLVED' || !resolution) return words.alert.states[state] ?? state;
    return words.alert.resolved(resolution.reason, resolution.by?.name ?? '');
}
