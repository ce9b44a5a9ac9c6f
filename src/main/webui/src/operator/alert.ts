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
import type { AlertFile, AlertLine, SeenPlace } from './types.ts';
import { OnceView } from './view.ts';

/** One alert: what happened, and, once a glass was broken for a reason, where and what its person wrote. */
@customElement('mayday-op-alert')
export class OperatorAlert extends OnceView {
    @state() private file: AlertFile | undefined;
    @state() private seen: SeenPlace | undefined;
    /** Until when the glass is open, in milliseconds of the server's clock. */
    @state() private until = 0;
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.until && this.until <= now() && this.#close());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }

    protected override async load(): Promise<void> {
        this.file = await this.desk.get<AlertFile>(this.#path());
        this.until = Date.parse(this.file.glassUntil ?? '') || 0;
    }

    protected override render(): TemplateResult {
        return html`
            <p><a href=${hrefOf('alerts')}>${op.back(op.nav.alerts)}</a></p>
            <h1 tabindex="-1">${this.file ? op.alerts.of(this.file.alert.name) : op.alerts.one}</h1>
            ${this.file ? this.#known(this.file) : this.unloaded()}
        `;
    }

    #known({ alert, timeline }: AlertFile): TemplateResult {
        const { id, userId, name, state: stands, at, activatedAt, endedAt, told, going } = alert;
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
            ${whatHappened(timeline.map(({ by, ...entry }, version) => ({ ...entry, version, ...(by && { by: { name: by, system: true } }) })))}
        `;
    }

    #glass(alert: AlertLine): TemplateResult {
        const { until } = this;
        return html`<section class="card glass" aria-labelledby="glass-title" tabindex="-1">
            <h2 id="glass-title">${op.glass.title}</h2>
            ${this.trouble()}
            ${
                until && this.seen
                    ? html`<p class="warning">${op.glass.openUntil(clockTime(until))}</p>
                          <mayday-op-place .alert=${alert} .seen=${this.seen}></mayday-op-place>`
                    : until
                      ? html`<p>${op.glass.openUntil(clockTime(until))}</p>
                            <button type="button" aria-disabled=${this.busy} @click=${() => void this.send(() => this.#look())}>${op.glass.look}</button>`
                      : html`<p>${op.glass.lead}</p>
                            <form @submit=${this.#break}>
                                <label>${op.glass.reason} <textarea name="reason" required minlength="10" maxlength="500" rows="3" aria-describedby="reason-hint"></textarea></label>
                                <p class="small" id="reason-hint">${op.glass.hint}</p>
                                <button class="button--filled" aria-disabled=${this.busy}>${op.glass.submit}</button>
                            </form>`
            }
        </section>`;
    }

    readonly #break = (event: SubmitEvent): void => {
        const reason = fields(event)('reason').trim();
        void this.send(async () => {
            const { until } = await this.desk.post<{ until: string }>(`${this.#path()}/break-glass`, { reason });
            this.until = Date.parse(until);
            await this.#look();
        });
    };

    async #look(): Promise<void> {
        try {
            const [seen] = await Promise.all([this.desk.get<SeenPlace>(`${this.#path()}/place`), import('./place.ts')]);
            this.seen = seen;
        } catch (problem) {
            if (problem instanceof Problem && problem.status === 403) this.until = 0;
            throw problem;
        }
        await this.updateComplete;
        this.querySelector<HTMLElement>('.glass')?.focus();
    }

    /** The place goes when the time is over, whether or not anybody looks. */
    #close(): void {
        this.seen = undefined;
        this.until = 0;
        announce(op.glass.closed);
    }

    #path(): string {
        return `/alerts/${encodeURIComponent(this.address.id ?? '')}`;
    }
}
