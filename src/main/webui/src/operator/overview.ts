import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../page/age.ts';
import { announce } from '../page/announce.ts';
import '../page/connection.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';
import { time } from './parts.ts';
import { Refresh } from './refresh.ts';
import type { Overview } from './types.ts';
import { ConsoleView } from './view.ts';

/** Something that wants an operator, and where to see more of it. */
interface Matter {
    readonly id: string;
    readonly what: string;
    readonly href: string;
}

/** How this Mayday stands: first what needs somebody, then how much there is of everything. */
@customElement('mayday-op-overview')
export class OverviewView extends ConsoleView {
    @state() private overview: Overview | undefined;
    readonly #refresh = new Refresh(this, async () => {
        const before = this.overview && mattersOf(this.overview);
        this.overview = await this.desk.get<Overview>('/overview');
        tell(before, mattersOf(this.overview));
    });

    protected override render(): TemplateResult {
        return html`
            <h1 tabindex="-1">${op.nav.overview}</h1>
            <mayday-connection .status=${this.#refresh.status} .retry=${this.#refresh.now}></mayday-connection>
            ${this.overview ? this.#known(this.overview) : this.#refresh.status.kind === 'lost' ? nothing : html`<p>${words.loading}</p>`}
        `;
    }

    protected override updated(_changed: PropertyValues): void {
        const count = this.overview ? mattersOf(this.overview).length : 0;
        document.title = (count > 0 ? words.alerts.tab(count) : '') + op.tab(op.nav.overview);
    }

    #known(overview: Overview): TemplateResult {
        const matters = mattersOf(overview);
        return html`
            <section class="card matters" data-calm=${matters.length === 0} aria-labelledby="matters-title">
                <h2 id="matters-title">${matters.length === 0 ? html`<span class="sign" aria-hidden="true">✓</span> ${op.overview.calm}` : op.overview.matters(matters.length)}</h2>
                ${
                    matters.length === 0
                        ? html`<p>${op.overview.calmLead}</p>`
                        : html`<ul class="plain">${repeat(matters, ({ id }) => id, ({ what, href }) => html`<li><a class="matter" href=${href}><span class="sign" aria-hidden="true">⚠</span> <span>${what}</span></a></li>`)}</ul>`
                }
            </section>
            ${figures(overview)}
        `;
    }
}

function mattersOf({ heartbeat, providers, deliveries, deadLetters }: Overview): readonly Matter[] {
    const all: (Matter | false)[] = [
        !heartbeat.ok && { id: 'heartbeat', what: op.overview.heartbeatLost, href: hrefOf('alerts', { system: 'true' }) },
        providers.unwell > 0 && { id: 'providers', what: op.overview.unwell(providers.unwell), href: hrefOf('providers') },
        deliveries.failedLast24h > 0 && { id: 'failed', what: op.overview.failed(deliveries.failedLast24h), href: hrefOf('deliveries', { state: 'FAILED', last: '24h' }) },
        deadLetters === undefined && { id: 'broker', what: op.overview.brokerSilent, href: hrefOf('dead-letters') },
        deadLetters !== undefined && deadLetters > 0 && { id: 'dead-letters', what: op.overview.deadLetters(deadLetters), href: hrefOf('dead-letters') },
    ];
    return all.filter(matter => matter !== false);
}

function tell(before: readonly Matter[] | undefined, now: readonly Matter[]): void {
    if (!before) return;
    const known = new Set(before.map(({ what }) => what));
    for (const { what } of now) if (!known.has(what)) announce(what);
    if (now.length === 0 && before.length > 0) announce(op.overview.calm);
}

function figures({ alerts, deliveries, providers, drills, heartbeat }: Overview): TemplateResult {
    const all: [label: string, value: unknown, href: string][] = [
        [op.figures.active, alerts.active, hrefOf('alerts')],
        [op.figures.activated, alerts.activatedLast24h, hrefOf('alerts', { last: '24h' })],
        [op.figures.waiting, deliveries.waiting, hrefOf('deliveries', { state: 'QUEUED' })],
        [op.figures.failed, deliveries.failedLast24h, hrefOf('deliveries', { state: 'FAILED', last: '24h' })],
        [op.figures.providers, op.figures.of(providers.total - providers.unwell, providers.total), hrefOf('providers')],
        [op.figures.heartbeat, heartbeat.at ? html`<mayday-age .at=${heartbeat.at}></mayday-age>` : op.figures.never, hrefOf('alerts', { system: 'true' })],
        [op.figures.drill, drills.last ? time(drills.last) : op.figures.never, hrefOf('drills')],
    ];
    return html`<ul class="figures plain">${all.map(([label, value, href]) => html`<li><a class="card" href=${href}><span class="figures__label">${label}</span> <b>${value}</b></a></li>`)}</ul>`;
}
