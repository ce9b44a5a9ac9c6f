import { html, nothing, type TemplateResult } from 'lit';
import { DELIVERY_SIGNS } from '../alert/told.ts';
import type { DeliveryState } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';

export type Look = 'fine' | 'warn' | 'bad' | 'soft';

/** Words with a sign before them, and a colour that says the same. */
export function mark(look: Look, sign: string, text: string): TemplateResult {
    return html`<span class="mark" data-look=${look} data-sign=${sign}><span class="sign" aria-hidden="true">${sign}</span> ${text}</span>`;
}

export function deliveryMark(state: DeliveryState): TemplateResult {
    return mark(state === 'DELIVERED' ? 'fine' : state === 'FAILED' ? 'bad' : 'soft', DELIVERY_SIGNS[state] ?? '', words.told.states[state] ?? state);
}

export function time(at: string | undefined): TemplateResult {
    return at === undefined ? html`–` : html`<time datetime=${at}>${clockTime(at)}</time>`;
}

/** Somebody's name, which leads to what is known of them. */
export function person(id: string | undefined, name: string): TemplateResult {
    return id === undefined ? html`<bdi>${name}</bdi>` : html`<a href=${hrefOf('users', {}, id)}><bdi>${name}</bdi></a>`;
}

/** What is known of one thing, each under its name; what is not known is left out. */
export function facts(all: readonly (readonly [name: string, value: unknown])[]): TemplateResult {
    return html`<dl class="known">${all.map(([name, value]) => (value === undefined || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}</dl>`;
}

export interface Column<T> {
    readonly title: string;
    readonly cell: (item: T) => unknown;
}

/**
 * A table that turns into cards where it is narrow: the roles stay when the style sheet takes the display of a table away, and
 * each cell knows its column's title. The first column names the row.
 */
export function table<T>(name: string, columns: readonly Column<T>[], items: readonly T[]): TemplateResult {
    return html`<table role="table" class="lines" aria-label=${name}>
        <thead role="rowgroup"><tr role="row">${columns.map(({ title }) => html`<th role="columnheader" scope="col">${title}</th>`)}</tr></thead>
        <tbody role="rowgroup">${items.map(item => html`<tr role="row">${columns.map(({ title, cell }, i) => (i === 0 ? html`<th role="rowheader" scope="row">${cell(item)}</th>` : html`<td role="cell" data-title=${title}>${cell(item)}</td>`))}</tr>`)}</tbody>
    </table>`;
}
