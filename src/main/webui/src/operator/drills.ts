import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { op } from '../words/operator-words.ts';
import { hrefOf } from './address.ts';
import { ListView } from './list-view.ts';
import { mark, person, time, type Column } from './parts.ts';
import type { Drill } from './types.ts';

/** The alerts that were drills, and whom they reached. */
@customElement('mayday-op-drills')
export class DrillsView extends ListView<Drill> {
    protected override readonly path = '/drills';

    protected override nothingYet(): string {
        return op.drills.none;
    }

    protected override columns(): readonly Column<Drill>[] {
        return [
            { title: op.drills.at, cell: ({ id, at }) => html`<a href=${hrefOf('alerts', {}, id)}>${time(at)}</a>` },
            { title: op.drills.who, cell: ({ userId, name }) => person(userId, name) },
            { title: op.drills.contacts, cell: ({ contacts }) => contacts },
            { title: op.drills.reached, cell: ({ reached }) => reached },
            { title: op.drills.answered, cell: ({ answered }) => answered },
            { title: op.drills.failed, cell: ({ failed }) => (failed > 0 ? mark('bad', '✕', String(failed)) : failed) },
        ];
    }
}
