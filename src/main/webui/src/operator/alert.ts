import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import { whatHappened } from '../alert/told.ts';
import { everySecond, now } from '../live/clock.ts';
import { announce } from '../page/announce.ts';
import { Problem } from '../wire/http.ts';
import { clockTime } from '../words/format.ts';
import { op } from '../words/operator-words.ts';
import { hrefOf } from './address.ts';
import { alertMark, kindName } from './alerts.ts';
import { facts, person, time } from './parts.ts';
import type { AlertFile, SeenPlace } from './types.ts';
import { OnceView } from './view.ts';

/** Until when each glass that was broken in this page is open, in milliseconds of the server's clock. */
const open = new Map<string, number>();

/** One alert: what happened, and, once a glass was broken for a reason, where and what its person wrote. */
@customElement('mayday-op-alert')
export class OperatorAlert extends OnceView {
    @state() private alert: AlertFile | undefined;
    @state() private seen: SeenPlace | undefined;
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.seen && !this.#until() && this.#close());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }

    protected override async load(): Promise<void> {
        this.alert = await this.desk.get<AlertFile>(this.#path());
    }

    protected override render(): TemplateResult {
        return html`
            <p><a href=${hrefOf('alerts')}>${op.back(op.nav.alerts)}</a></p>
            <h1 tabindex="-1">${this.alert ? op.alerts.of(this.alert.name) : op.alerts.one}</h1>
            ${this.alert ? this.#known(this.alert) : this.unloaded()}
        `;
    }

    #known(alert: AlertFile): TemplateResult {
        const { id, userId, name, state: stands, at, activatedAt, endedAt, told, going, timeline } = alert;
        return html`
            <p class="small">${op.recorded}</p>
            <section class="card">
                ${facts([
                    [op.alerts.state, alertMark(stands)],
                    [op.alerts.kind, kindName(alert)],
                    [op.alerts.who, person(userId, name)],
                    [op.alerts.at, time(at)],
                    [op.alerts.activated, activatedAt && time(activatedAt)],
                    [op.alerts.ended, endedAt && time(endedAt)],
                    [op.alerts.told, op.alerts.goingOf(going, told)],
                ])}
                <p class="row"><a class="button" href=${hrefOf('deliveries', { alertId: id })}>${op.links.deliveries}</a></p>
            </section>
            ${this.#glass(alert)}
            ${whatHappened(timeline)}
        `;
    }

    #glass(alert: AlertFile): TemplateResult {
        const until = this.#until();
        return html`<section class="card glass" aria-labelledby="glass-title" tabindex="-1">
            <h2 id="glass-title">${op.glass.title}</h2>
            ${this.trouble()}
            ${
                until && this.seen
                    ? html`<p class="warning">${op.glass.openUntil(clockTime(until))}</p>
                          <mayday-op-place .alert=${alert} .seen=${this.seen}></mayday-op-place>`
                    : until
                      ? html`<p>${op.glass.openUntil(clockTime(until))}</p>
                            <button type="button" ?disabled=${this.busy} @click=${() => void this.send(() => this.#look())}>${op.glass.look}</button>`
                      : html`<p>${op.glass.lead}</p>
                            <form @submit=${this.#break}>
                                <label>${op.glass.reason} <textarea name="reason" required minlength="10" maxlength="500" rows="3" aria-describedby="reason-hint"></textarea></label>
                                <p class="small" id="reason-hint">${op.glass.hint}</p>
                                <button class="button--filled" ?disabled=${this.busy}>${op.glass.submit}</button>
                            </form>`
            }
        </section>`;
    }

    readonly #break = (event: SubmitEvent): void => {
        const reason = fields(event)('reason').trim();
        void this.send(async () => {
            const { until } = await this.desk.post<{ until: string }>(`${this.#path()}/break-glass`, { reason });
            open.set(this.address.id ?? '', Date.parse(until));
            await this.#look();
        });
    };

    async #look(): Promise<void> {
        try {
            const [seen] = await Promise.all([this.desk.get<SeenPlace>(`${this.#path()}/place`), import('./place.ts')]);
            this.seen = seen;
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 403) open.delete(this.address.id ?? '');
            throw problem;
        }
        await this.updateComplete;
        this.querySelector<HTMLElement>('.glass')?.focus();
    }

    /** The place goes when the time is over, whether or not anybody looks. */
    #close(): void {
        this.seen = undefined;
        announce(op.glass.closed);
    }

    #until(): number | undefined {
        const until = open.get(this.address.id ?? '');
        return until !== undefined && until > now() ? until : undefined;
    }

    #path(): string {
        return `/alerts/${encodeURIComponent(this.address.id ?? '')}`;
    }
}
