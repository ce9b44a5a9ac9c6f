import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { op } from '../words/operator-words.ts';
import { hrefOf, type View } from './address.ts';
import type { Filter } from './filters.ts';
import { ListView } from './list-view.ts';
import { time, type Column } from './parts.ts';
import type { AuditEntry } from './types.ts';

/** Who looked at what and did what, and why. */
@customElement('mayday-op-audit')
export class AuditView extends ListView<AuditEntry> {
    protected override readonly path = '/audit';

    protected override nothingYet(): string {
        return op.audit.none;
    }

    protected override filters(): readonly Filter[] {
        return [
            { kind: 'choice', name: 'action', label: op.audit.action, any: op.filter.any, choices: Object.entries(op.audit.actions) },
            { kind: 'period' },
            { kind: 'about', name: 'actorId', label: op.filter.byOperator },
            { kind: 'about', name: 'subjectId', label: op.filter.aboutUser },
        ];
    }

    protected override columns(): readonly Column<AuditEntry>[] {
        return [
            { title: op.audit.at, cell: ({ at }) => time(at) },
            { title: op.audit.actor, cell: ({ actorId, actor }) => html`<a href=${hrefOf('audit', { ...this.address.filters, actorId })}><bdi>${actor ?? op.audit.gone}</bdi></a>` },
            { title: op.audit.action, cell: ({ action }) => (op.audit.actions as Record<string, string>)[action] ?? action },
            { title: op.audit.subject, cell: ({ subjectId }) => (subjectId ? html`<a class="about__id" href=${hrefOf('audit', { ...this.address.filters, subjectId })}>${subjectId}</a>` : '–') },
            { title: op.audit.target, cell: ({ target }) => (target ? thing(target) : '–') },
            { title: op.audit.reason, cell: ({ reason }) => html`<bdi>${reason ?? '–'}</bdi>` },
        ];
    }
}

const VIEW_OF: Readonly<Record<string, View>> = { alert: 'alerts', delivery: 'deliveries' };

/** What an entry was about, which leads there if it has a view of its own. */
function thing(target: string): TemplateResult {
    const [kind = '', id = ''] = target.split('/');
    const view = VIEW_OF[kind];
    return view ? html`<a href=${hrefOf(view, {}, id)}>${target}</a>` : html`<bdi>${target}</bdi>`;
}
