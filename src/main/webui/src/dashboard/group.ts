import { html, nothing, type TemplateResult } from 'lit';
import { words } from '../words/words.ts';

/** So many of a group are shown at first, and more each time that more are asked for: a page with thousands moves no more. */
export const AT_ONCE = 100;

/**
 * One group of a list under its own heading; nothing, if nobody is in it.
 * @param most so many of them
 */
export function group<T>(id: string, title: string, all: readonly T[], item: (each: T) => TemplateResult, most: number, more: () => void): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    return html`<section aria-labelledby=${`group-${id}`} class="group group--${id}">
        <h2 id=${`group-${id}`}>${title}</h2>
        <ul class="alerts">${all.slice(0, most).map(item)}</ul>
        ${all.length > most ? html`<button type="button" @click=${more}>${words.alerts.more}</button>` : nothing}
    </section>`;
}
