import { html, nothing, type TemplateResult } from 'lit';
import type { Actor, Alert, Answer, Attempt, Delivery, DeliveryState, TimelineEntry } from '../wire/types.ts';
import { now } from '../live/clock.ts';
import { isOpen } from '../live/situation.ts';
import { clockMinute, clockTime } from '../words/format.ts';
import { nameOf, words } from '../words/words.ts';
import { ownAnswer, type Viewer } from './viewer.ts';

/** Who is going, who can't, who was told and what happened: lists of an alert that only show. */

export function peopleComing(alert: Alert, viewer: Viewer): TemplateResult {
    const own = ownAnswer(viewer, alert.acknowledgements);
    const open = isOpen(alert);
    return html`<section class="card" aria-labelledby="people-title">
        <h2 id="people-title">${open ? words.people.coming : words.people.went}</h2>
        ${alert.acknowledgements.length === 0 ? html`<p>${open ? words.people.nobody : words.people.nobodyWent}</p>` : html`<ul class="people">${alert.acknowledgements.map(each => coming(each, each === own, open))}</ul>`}
        ${
            alert.declined.length === 0
                ? nothing
                : html`<h3>${words.people.cannot}</h3>
                      <ul class="people">${alert.declined.map(each => html`<li><b dir="auto">${nameOf(each)}</b> <span class="small">${words.people.since(clockTime(each.at))}</span>${note(each.note)}</li>`)}</ul>`
        }
    </section>`;
}

function coming(answer: Answer, own: boolean, open: boolean): TemplateResult {
    return html`<li>
        <b dir="auto">${nameOf(answer)}</b>${own ? html` <b>(${words.people.you})</b>` : nothing}
        <span>${open ? arrival(answer) : clockTime(answer.at)}</span>
        ${note(answer.note)}
    </li>`;
}

function arrival({ at, etaMinutes }: Answer): string {
    if (etaMinutes === undefined) return words.people.since(clockTime(at));
    const there = Date.parse(at) + etaMinutes * 60_000;
    return words.people.arrives(clockMinute(there), Math.round((there - now()) / 60_000));
}

function note(text: string | undefined): TemplateResult | typeof nothing {
    return text ? html`<q><bdi>${text}</bdi></q>` : nothing;
}

export const DELIVERY_SIGNS: Record<DeliveryState, string> = { QUEUED: '…', SENT: '→', DELIVERED: '✓', FAILED: '✕', SUPPRESSED: '–' };

export function whoWasTold(deliveries: readonly Delivery[], viewer: Viewer): TemplateResult {
    const byContact = new Map<string, Delivery[]>();
    for (const each of [...deliveries].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))) byContact.set(each.contactId, [...(byContact.get(each.contactId) ?? []), each]);
    const reached = [...byContact.values()].filter(all => all.some(({ state }) => state === 'DELIVERED' || state === 'SENT')).length;
    return html`<section class="card" aria-labelledby="told-title">
        <h2 id="told-title">${words.told.title}</h2>
        ${
            byContact.size === 0
                ? html`<p>${viewer.seesDeliveries ? words.told.none : words.told.hidden}</p>`
                : html`<p>${words.told.summary(reached, byContact.size)}</p>
                      <ul class="told">${[...byContact.values()].map(toldOne)}</ul>`
        }
    </section>`;
}

function toldOne(deliveries: readonly Delivery[]): TemplateResult {
    return html`<li>
        <b dir="auto">${deliveries[0]?.contactName ?? words.alert.aContact}</b>
        <ul>${deliveries.map(delivery => html`<li data-state=${delivery.state}>${deliveryInWords(delivery)}</li>`)}</ul>
    </li>`;
}

function deliveryInWords({ channel, state, createdAt, sentAt, deliveredAt, attempts }: Delivery): TemplateResult {
    const when = (state === 'DELIVERED' ? deliveredAt : undefined) ?? sentAt ?? attempts.at(-1)?.at ?? createdAt;
    const what = (state === 'QUEUED' ? words.told.since : words.told.at)(words.told.states[state] ?? state, clockTime(when));
    const line = html`<span class="sign" aria-hidden="true">${DELIVERY_SIGNS[state]}</span> ${words.told.channels[channel] ?? channel}: ${what}`;
    if (attempts.length < 2 && state !== 'FAILED') return line;
    return html`<details>
        <summary>${line} (${words.told.attempts(attempts.length)})</summary>
        <ol>${attempts.map(attempt)}</ol>
    </details>`;
}

function attempt({ at, outcome, detail }: Attempt): TemplateResult {
    return html`<li>${words.told.attempt(clockTime(at), words.told.outcomes[outcome] ?? outcome, detail ?? '')}</li>`;
}

export function whatHappened(timeline: readonly TimelineEntry[]): TemplateResult {
    const newestFirst = [...timeline].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.version - a.version);
    return html`<section class="card" aria-labelledby="timeline-title">
        <h2 id="timeline-title">${words.timeline.title}</h2>
        ${timeline.length === 0 ? html`<p>${words.timeline.empty}</p>` : html`<ol class="timeline" reversed>${newestFirst.map(happened)}</ol>`}
    </section>`;
}

function happened(entry: TimelineEntry): TemplateResult {
    const what = (words.timeline.types as Record<string, string>)[entry.type] ?? entry.type.replaceAll('-', ' ');
    const who = entry.by ? actor(entry.by) : '';
    return html`<li>
        <time datetime=${entry.at}>${clockTime(entry.at)}</time>
        <span>${who ? words.timeline.by(what, who) : what}${entry.detail ? html` <q><bdi>${entry.detail}</bdi></q>` : nothing}</span>
    </li>`;
}

function actor({ contactId, userId, linkId, system, name }: Actor): string {
    return (contactId ?? userId ?? linkId ?? system) ? (name ?? '') : words.alert.aContact;
}
