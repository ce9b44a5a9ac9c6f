import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import { announce } from '../page/announce.ts';
import '../page/connection.ts';
import { Problem } from '../wire/http.ts';
import type { Page } from '../wire/types.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';
import { mark, table, time, type Column, type Look } from './parts.ts';
import { Refresh } from './refresh.ts';
import type { Health, Provider } from './types.ts';
import { ConsoleView } from './view.ts';

const HEALTH: Record<Health, readonly [Look, sign: string]> = { up: ['fine', '✓'], open: ['bad', '✕'], 'half-open': ['warn', '↻'], unknown: ['soft', '?'] };

/** Whom messages go out by, how each does, and the switch that takes one out. */
@customElement('mayday-op-providers')
export class ProvidersView extends ConsoleView {
    @state() private providers: readonly Provider[] | undefined;
    /** Which one is about to be switched off, and whether it is the last of its channel. */
    @state() private leaving: Provider | undefined;
    @state() private last = false;
    @query('dialog') private dialog!: HTMLDialogElement;
    readonly #refresh = new Refresh(this, async () => {
        this.providers = (await this.desk.get<Page<Provider>>('/providers')).items;
    });

    protected override render(): TemplateResult {
        return html`
            <h1 tabindex="-1">${op.nav.providers}</h1>
            <p>${op.providers.lead}</p>
            <mayday-connection .status=${this.#refresh.status} .retry=${this.#refresh.now}></mayday-connection>
            ${this.leaving ? nothing : this.trouble()}
            ${this.providers ? this.#known(this.providers) : nothing}
            ${this.#question()}
        `;
    }

    #known(providers: readonly Provider[]): TemplateResult {
        return providers.length === 0 ? html`<p class="card">${op.providers.none}</p>` : table(op.nav.providers, this.#columns(), providers);
    }

    #columns(): readonly Column<Provider>[] {
        return [
            { title: op.providers.name, cell: ({ name }) => html`<bdi>${name}</bdi>` },
            { title: op.providers.channel, cell: ({ channel, position }) => html`${words.told.channels[channel] ?? channel} <span class="small">${op.providers.position(position)}</span>` },
            { title: op.providers.health, cell: health },
            { title: op.providers.attempts, cell: ({ name, attemptsLastHour, failuresLastHour }) => html`<a href=${hrefOf('deliveries', { provider: name, last: '1h' })}>${op.providers.failedOf(failuresLastHour, attemptsLastHour)}</a>` },
            { title: op.providers.lastSuccess, cell: ({ lastSuccessAt }) => time(lastSuccessAt) },
            { title: op.providers.lastFailure, cell: ({ lastFailureAt, lastFailure }) => html`${time(lastFailureAt)}${lastFailure ? html` <span class="small"><bdi>${lastFailure}</bdi></span>` : nothing}` },
            { title: op.providers.switch, cell: provider => this.#switch(provider) },
        ];
    }

    #switch(provider: Provider): TemplateResult {
        const { name, enabled } = provider;
        const act = enabled ? () => this.#asks(provider) : () => void this.send(() => this.#set(provider, { enabled: true }));
        return html`<button type="button" data-provider=${name} aria-disabled=${this.busy} @click=${act}>${enabled ? op.providers.off : op.providers.on}<span class="unseen"> ${name}</span></button>`;
    }

    #question(): TemplateResult {
        const { name = '' } = this.leaving ?? {};
        const by = this.#channelsOf(name);
        return html`<dialog aria-labelledby="off-title" @close=${() => (this.leaving = undefined)}>
            <form @submit=${this.#submit}>
                <h2 id="off-title">${op.providers.offTitle(name)}</h2>
                ${this.last ? html`<p class="warning" role="alert"><span aria-hidden="true">⚠</span> ${op.providers.lastOne(by)}</p>` : html`<p>${op.providers.offLead(by)}</p>`}
                <label>${op.reasonOptional} <input name="reason" maxlength="500" autocomplete="off" /></label>
                ${this.leaving ? this.trouble() : nothing}
                <div class="row">
                    <button class="button--filled" aria-disabled=${this.busy}>${this.last ? op.providers.offAllTheSame : op.providers.offSubmit}</button>
                    <button type="button" @click=${() => this.dialog.close()}>${op.providers.keep}</button>
                </div>
            </form>
        </dialog>`;
    }

    /** In all of them it is switched at once. */
    #channelsOf(name: string): string {
        const all = this.providers?.filter(each => each.name === name) ?? [];
        return new Intl.ListFormat(words.language).format(all.map(({ channel }) => words.told.channels[channel] ?? channel));
    }

    #asks(provider: Provider): void {
        this.leaving = provider;
        this.last = false;
        this.problem = '';
        this.dialog.querySelector('form')?.reset();
        this.dialog.showModal();
    }

    readonly #submit = (event: SubmitEvent): void => {
        const reason = fields(event)('reason').trim();
        const provider = this.leaving;
        if (!provider) return;
        void this.send(async () => {
            try {
                await this.#set(provider, { enabled: false, ...(reason && { reason }), ...(this.last && { force: true }) });
                this.dialog.close();
            } catch (problem) {
                if (!(problem instanceof Problem && problem.code === 'last-provider')) throw problem;
                this.last = true;
            }
        });
    };

    async #set({ name }: Provider, to: { enabled: boolean; reason?: string; force?: boolean }): Promise<void> {
        await this.desk.put(`/providers/${encodeURIComponent(name)}`, to);
        announce(to.enabled ? op.providers.isOn(name) : op.providers.isOff(name));
        await this.#refresh.now();
    }
}

function health({ enabled, reason, switchedAt, health: stands }: Provider): TemplateResult {
    if (!enabled) return html`${mark('warn', '■', op.providers.switchedOff)} <span class="small">${time(switchedAt)}${reason ? html` <q><bdi>${reason}</bdi></q>` : nothing}</span>`;
    const [look, sign] = HEALTH[stands] ?? HEALTH.unknown;
    return mark(look, sign, op.providers.healths[stands] ?? stands);
}
