import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { State } from '../wire/types.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';
import type { Filter } from './filters.ts';
import { ListView } from './list-view.ts';
import { mark, person, time, type Column, type Look } from './parts.ts';
import type { AlertLine } from './types.ts';

const STATES: Record<State, readonly [Look, sign: string]> = {
    PENDING: ['soft', '…'],
    ACTIVE: ['bad', '!'],
    ACKNOWLEDGED: ['fine', '→'],
    RESOLVED: ['soft', '✓'],
    CANCELLED: ['soft', '–'],
    EXPIRED: ['warn', '⚠'],
};

/** Everybody's alerts, without places and notes. */
@customElement('mayday-op-alerts')
export class AlertsView extends ListView<AlertLine> {
    protected override readonly path = '/alerts';

    protected override nothingYet(): string {
        return op.alerts.none;
    }

    protected override filters(): readonly Filter[] {
        return [
            { kind: 'choice', name: 'state', label: op.alerts.state, any: op.filter.any, choices: Object.entries(words.alert.states) },
            { kind: 'choice', name: 'drill', label: op.alerts.drill, any: op.filter.any, choices: [['false', op.alerts.real], ['true', op.alerts.drills]] },
            { kind: 'choice', name: 'system', label: op.alerts.system, any: op.alerts.peoples, choices: [['true', op.alerts.withSystem]] },
            { kind: 'period' },
            { kind: 'about', name: 'userId', label: op.filter.ofUser },
        ];
    }

    protected override columns(): readonly Column<AlertLine>[] {
        return alertColumns(true);
    }
}

/** @param named whether each line says whose alert it is */
export function alertColumns(named: boolean): readonly Column<AlertLine>[] {
    return [
        { title: op.alerts.at, cell: ({ id, at }) => html`<a href=${hrefOf('alerts', {}, id)}>${time(at)}</a>` },
        ...(named ? [{ title: op.alerts.who, cell: ({ userId, name }: AlertLine) => person(userId, name) }] : []),
        { title: op.alerts.kind, cell: kindName },
        { title: op.alerts.state, cell: ({ state }) => alertMark(state) },
        { title: op.alerts.told, cell: ({ told, going }) => op.alerts.goingOf(going, told) },
        { title: op.alerts.ended, cell: ({ endedAt }) => time(endedAt) },
    ];
}

export function alertMark(state: State): TemplateResult {
    const [look, sign] = STATES[state] ?? ['soft', ''];
    return mark(look, sign, words.alert.states[state] ?? state);
}

export function kindName({ kind, drill, silent }: AlertLine): TemplateResult {
    return html`${words.alert.kinds[kind] ?? kind}${drill ? html` <span class="tag">${op.alerts.isDrill}</span>` : nothing}${silent ? html` <span class="tag">${op.alerts.isSilent}</span>` : nothing}`;
}
