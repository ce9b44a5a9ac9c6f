import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Attempt, Channel } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';
import type { Filter } from './filters.ts';
import { ListView } from './list-view.ts';
import { deliveryMark, facts, time, type Column } from './parts.ts';
import type { DeliveryFile, DeliveryLine, Tried } from './types.ts';
import { OnceView } from './view.ts';

/** In a provider's place on record, where all of a channel were switched off. */
const NOBODY = 'switched-off';

/** What became of what was to be sent. */
@customElement('mayday-op-deliveries')
export class DeliveriesView extends ListView<DeliveryLine> {
    protected override readonly path = '/deliveries';

    protected override nothingYet(): string {
        return op.deliveries.none;
    }

    protected override filters(): readonly Filter[] {
        return [
            { kind: 'choice', name: 'state', label: op.deliveries.state, any: op.filter.any, choices: Object.entries(words.told.states) },
            { kind: 'choice', name: 'channel', label: op.deliveries.channel, any: op.filter.any, choices: Object.entries(words.told.channels) },
            { kind: 'text', name: 'provider', label: op.deliveries.provider },
            { kind: 'period' },
            { kind: 'about', name: 'alertId', label: op.filter.ofAlert },
            { kind: 'about', name: 'userId', label: op.filter.ofUser },
        ];
    }

    protected override columns(): readonly Column<DeliveryLine>[] {
        return [
            { title: op.deliveries.at, cell: ({ id, at }) => html`<a href=${hrefOf('deliveries', {}, id)}>${time(at)}</a>` },
            { title: op.deliveries.state, cell: ({ state: stands, reason }) => html`${deliveryMark(stands)}${reason && !wentWell(stands) ? html` <span class="small"><bdi>${reason}</bdi></span>` : nothing}` },
            { title: op.deliveries.channel, cell: ({ channel }) => channelName(channel) },
            { title: op.deliveries.to, cell: ({ contactName, address }) => html`<bdi>${contactName}</bdi>${address ? html` <bdi class="small">${address}</bdi>` : nothing}` },
            { title: op.deliveries.purpose, cell: ({ purpose }) => purposeName(purpose) },
            { title: op.deliveries.provider, cell: ({ provider }) => html`<bdi>${provider ?? '–'}</bdi>` },
            { title: op.deliveries.attempts, cell: ({ attempts }) => attempts },
        ];
    }
}

/** One delivery, with its whole address and each attempt. That it was looked at is on record. */
@customElement('mayday-op-delivery')
export class DeliveryView extends OnceView {
    @state() private file: DeliveryFile | undefined;

    protected override async load(): Promise<void> {
        this.file = await this.desk.get<DeliveryFile>(`/deliveries/${encodeURIComponent(this.address.id ?? '')}`);
    }

    protected override render(): TemplateResult {
        return html`
            <p><a href=${hrefOf('deliveries')}>${op.back(op.nav.deliveries)}</a></p>
            <h1 tabindex="-1">${op.deliveries.one}</h1>
            ${this.file ? this.#known(this.file) : this.unloaded()}
        `;
    }

    #known({ delivery, attempts }: DeliveryFile): TemplateResult {
        const { channel, contactName, address, state: stands, reason, purpose, provider, at, sentAt, deliveredAt, alertId, userId } = delivery;
        return html`
            <p class="small">${op.recorded}</p>
            <section class="card">
                ${facts([
                    [op.deliveries.state, deliveryMark(stands)],
                    [op.deliveries.reason, reason && !wentWell(stands) ? html`<bdi>${reason}</bdi>` : undefined],
                    [op.deliveries.channel, channelName(channel)],
                    [op.deliveries.to, html`<bdi>${contactName}</bdi>${address ? html` <bdi>${address}</bdi>` : nothing}`],
                    [op.deliveries.purpose, purposeName(purpose)],
                    [op.deliveries.provider, provider && html`<bdi>${provider}</bdi>`],
                    [op.deliveries.at, time(at)],
                    [op.deliveries.sent, sentAt && time(sentAt)],
                    [op.deliveries.delivered, deliveredAt && time(deliveredAt)],
                ])}
                <p class="row">
                    ${alertId ? html`<a class="button" href=${hrefOf('alerts', {}, alertId)}>${op.links.alert}</a>` : nothing}
                    ${userId ? html`<a class="button" href=${hrefOf('users', {}, userId)}>${op.links.user}</a>` : nothing}
                </p>
            </section>
            <section class="card" aria-labelledby="attempts-title">
                <h2 id="attempts-title">${op.deliveries.attempts}</h2>
                ${attempts.length === 0 ? html`<p>${op.deliveries.noAttempt}</p>` : html`<ol>${attempts.map(tried)}</ol>`}
            </section>
        `;
    }
}

/** Of what went well there is only the provider's own number of it, which each attempt has. */
function wentWell(stands: string): boolean {
    return stands === 'SENT' || stands === 'DELIVERED';
}

function tried({ provider, at, outcome, detail, receiptAt, receipt, receiptDetail }: Tried): TemplateResult {
    const name = provider === NOBODY ? op.deliveries.nobody : provider;
    return html`<li>
        <bdi>${name}</bdi> · ${outcome ? said(at, outcome, detail) : html`${clockTime(at)}: ${op.deliveries.inFlight}`}
        ${receipt && receiptAt ? html`<br />${said(receiptAt, receipt, receiptDetail)}` : nothing}
    </li>`;
}

function said(at: string, outcome: Attempt['outcome'], detail = ''): string {
    return words.told.attempt(clockTime(at), words.told.outcomes[outcome] ?? outcome, detail);
}

function channelName(channel: Channel): string {
    return words.told.channels[channel] ?? channel;
}

function purposeName(purpose: string): string {
    return (op.deliveries.purposes as Record<string, string>)[purpose] ?? purpose.replaceAll('-', ' ');
}
