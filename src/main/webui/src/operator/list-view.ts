import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { now } from '../live/clock.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { queryOf } from './address.ts';
import './filters.ts';
import { namesOf, type Filter } from './filters.ts';
import { table, type Column } from './parts.ts';
import { OnceView } from './view.ts';

/** A list that is read a page at a time, newest first, narrowed by what the address says. */
export abstract class ListView<T extends { readonly id: string }> extends OnceView {
    @state() protected items: readonly T[] | undefined;
    @state() private next: string | undefined;
    #grown = false;

    protected abstract readonly path: string;
    protected abstract columns(): readonly Column<T>[];
    /** What is said where there is nothing at all, with no filter. */
    protected abstract nothingYet(): string;

    protected filters(): readonly Filter[] {
        return [];
    }

    protected override render(): TemplateResult {
        const title = op.nav[this.address.view];
        const filters = this.filters();
        return html`
            <h1 tabindex="-1">${title}</h1>
            ${filters.length > 0 ? html`<mayday-op-filters .filters=${filters} .address=${this.address} @again=${() => this.reload()}></mayday-op-filters>` : nothing}
            <p class="found" role="status" tabindex="-1">${this.#found()}</p>
            ${this.problem && !this.items ? this.unloaded() : this.trouble()}
            ${this.items?.length ? table(title, this.columns(), this.items) : nothing}
            ${this.next ? html`<button type="button" aria-disabled=${this.busy} @click=${() => void this.send(() => this.#more())}>${op.more}</button>` : nothing}
        `;
    }

    protected override updated(_changed: PropertyValues): void {
        if (!this.#grown) return;
        this.#grown = false;
        if (!this.next) this.querySelector<HTMLElement>('.found')?.focus();
    }

    protected override async load(): Promise<void> {
        const page = await this.#ask();
        this.items = page.items;
        this.next = page.next;
    }

    async #more(): Promise<void> {
        const page = await this.#ask(this.next);
        this.items = [...(this.items ?? []), ...page.items];
        this.next = page.next;
        this.#grown = true;
    }

    #ask(cursor?: string) {
        return this.desk.list<T>(this.path, queryOf(this.address.filters, namesOf(this.filters()), now()), cursor);
    }

    #found(): string {
        if (!this.items) return this.problem ? '' : words.loading;
        if (this.items.length > 0) return this.next ? op.found.more(this.items.length) : op.found.all(this.items.length);
        return Object.keys(this.address.filters).length > 0 ? op.found.none : this.nothingYet();
    }
}
