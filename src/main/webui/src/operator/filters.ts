import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { op } from '../words/operator-words.ts';
import { hrefOf, SPANS, type Address } from './address.ts';

/** What a list can be narrowed by. */
export type Filter =
    | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly hint?: string; readonly atLeast?: number }
    | { readonly kind: 'choice'; readonly name: string; readonly label: string; readonly any: string; readonly choices: readonly (readonly [value: string, label: string])[] }
    | { readonly kind: 'period' }
    /** One thing's id, which a link of another view puts into the address; here it can only be taken out again. */
    | { readonly kind: 'about'; readonly name: string; readonly label: string };

const BETWEEN = 'between';

/** The names of these filters as the server knows them. */
export function namesOf(filters: readonly Filter[]): readonly string[] {
    return filters.flatMap(filter => (filter.kind === 'period' ? ['since', 'until'] : [filter.name]));
}

/** A list's filters as a form. Sent, it changes the address; or tells by the event `again` that the address is the same. */
@customElement('mayday-op-filters')
export class FilterForm extends LightElement {
    @property({ attribute: false }) filters!: readonly Filter[];
    @property({ attribute: false }) address!: Address;
    @state() private period: string | undefined;

    protected override render(): TemplateResult {
        const set = this.filters.flatMap(filter => (filter.kind === 'about' ? [] : filter.kind === 'period' ? ['last', 'since', 'until'] : [filter.name])).filter(name => this.#value(name));
        return html`
            ${this.filters.map(filter => (filter.kind === 'about' ? this.#about(filter.name, filter.label) : nothing))}
            <details class="filters" ?open=${set.length > 0 || matchMedia('(min-width: 55rem)').matches}>
                <summary>${set.length > 0 ? op.filter.some(set.length) : op.filter.title}</summary>
                <form @submit=${this.#submit}>
                    ${this.filters.map(filter => this.#field(filter))}
                    <div class="filters__end">
                        <button class="button--filled">${op.filter.show}</button>
                        ${set.length > 0 ? html`<a class="button quiet" href=${hrefOf(this.address.view)}>${op.filter.clear}</a>` : nothing}
                    </div>
                </form>
            </details>
        `;
    }

    #about(name: string, label: string): TemplateResult | typeof nothing {
        const value = this.#value(name);
        if (!value) return nothing;
        return html`<p class="about">${label} <bdi class="about__id">${value}</bdi> <a href=${hrefOf(this.address.view, { ...this.address.filters, [name]: '' })}>${op.filter.all}</a></p>`;
    }

    #field(filter: Filter): TemplateResult {
        switch (filter.kind) {
            case 'text':
                return html`<label>${filter.label} <input name=${filter.name} type="search" autocomplete="off" minlength=${filter.atLeast ?? 0} aria-describedby=${filter.hint ? `${filter.name}-hint` : nothing} .value=${this.#value(filter.name)} />
                    ${filter.hint ? html`<span class="small" id=${`${filter.name}-hint`}>${filter.hint}</span>` : nothing}</label>`;
            case 'choice':
                return choice(filter.name, filter.label, [['', filter.any], ...filter.choices], this.#value(filter.name));
            case 'period':
                return this.#period();
            case 'about':
                return html`<input type="hidden" name=${filter.name} .value=${this.#value(filter.name)} />`;
        }
    }

    #period(): TemplateResult {
        const chosen = this.period ?? (this.#value('last') || (this.#value('since') || this.#value('until') ? BETWEEN : ''));
        const spans = SPANS.map((span): [string, string] => [span, op.filter.spans[span as keyof typeof op.filter.spans]]);
        const choices: [string, string][] = [['', op.filter.anyTime], ...spans, [BETWEEN, op.filter.between]];
        return html`
            <span @change=${(event: Event) => (this.period = (event.target as HTMLSelectElement).value)}>${choice('last', op.filter.when, choices, chosen)}</span>
            ${chosen === BETWEEN ? ['since', 'until'].map(name => html`<label>${name === 'since' ? op.filter.since : op.filter.until} <input type="datetime-local" name=${name} .value=${localTime(this.#value(name))} /></label>`) : nothing}
        `;
    }

    #value(name: string): string {
        return this.address.filters[name] ?? '';
    }

    readonly #submit = (event: SubmitEvent): void => {
        event.preventDefault();
        const next = hrefOf(this.address.view, written(new FormData(event.target as HTMLFormElement)));
        if (next === location.hash) this.dispatchEvent(new CustomEvent('again', { bubbles: true }));
        else location.hash = next;
    };
}

function choice(name: string, label: string, choices: readonly (readonly [string, string])[], chosen: string): TemplateResult {
    return html`<label>${label} <select name=${name}>${choices.map(([value, said]) => html`<option value=${value} ?selected=${value === chosen}>${said}</option>`)}</select></label>`;
}

function written(form: FormData): Record<string, string> {
    const all = [...form].map(([name, value]): [string, string] => [name, typeof value === 'string' ? value.trim() : '']);
    return Object.fromEntries(all.filter(([, value]) => value !== BETWEEN).map(([name, value]) => [name, name === 'since' || name === 'until' ? worldTime(value) : value]));
}

/** Between the time of an address, in UTC, and that of a field, in the browser's zone. */
function localTime(at: string): string {
    const time = Date.parse(at);
    if (Number.isNaN(time)) return '';
    return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function worldTime(local: string): string {
    const time = Date.parse(local);
    return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
