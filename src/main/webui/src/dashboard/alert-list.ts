import { html, nothing, type TemplateResult } from 'lit';
import { stateInWords } from '../alert/alert-view.ts';
import { owns, type Viewer } from '../alert/viewer.ts';
import { isOpen, lastFix, type Followed } from '../live/situation.ts';
import '../page/age.ts';
import { words } from '../words/words.ts';

/** So many of a group are shown at first, and more each time that more are asked for: a page with thousands moves no more. */
export const AT_ONCE = 100;

/**
 * The alerts that are followed, in the order of their urgency, each group under its own heading.
 * @param most of each group, so many of them
 */
export function alertList(all: readonly Followed[], viewer: Viewer, most: number, more: () => void): TemplateResult {
    const mine = all.filter(({ alert }) => owns(viewer, alert));
    const others = all.filter(({ alert }) => !owns(viewer, alert));
    const group = (id: string, title: string, members: readonly Followed[]) => section(id, title, members, most, more);
    return html`
        ${group('urgent', words.alerts.urgent, others.filter(({ alert }) => alert.state === 'ACTIVE'))}
        ${group('open', words.alerts.open, others.filter(({ alert }) => isOpen(alert) && alert.state !== 'ACTIVE'))}
        ${group('mine', words.alerts.mine, mine.filter(({ alert }) => isOpen(alert)))}
        ${group('closed', words.alerts.closed, all.filter(({ alert }) => !isOpen(alert)))}
    `;
}

function section(id: string, title: string, all: readonly Followed[], most: number, more: () => void): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    return html`<section aria-labelledby=${`group-${id}`} class="group group--${id}">
        <h2 id=${`group-${id}`}>${title}</h2>
        <ul class="alerts">${all.slice(0, most).map(item)}</ul>
        ${all.length > most ? html`<button type="button" @click=${more}>${words.alerts.more}</button>` : nothing}
    </section>`;
}

function item(followed: Followed): TemplateResult {
    const { alert } = followed;
    const fix = lastFix(followed);
    return html`<li>
        <a class="card alerts__item" href=${`#/alert/${alert.id}`} data-state=${alert.state}>
            <b class="alerts__name"><bdi>${alert.person.name}</bdi></b>
            <span>${words.alert.kinds[alert.kind] ?? alert.kind}${alert.drill ? html` · ${words.alert.drill}` : nothing}</span>
            <span>${stateInWords(alert)}</span>
            <span class="small">${words.alert.raised} <mayday-age .at=${alert.raisedAt}></mayday-age>${fix ? html` · ${words.place.seen} <mayday-age .at=${fix.at}></mayday-age>` : nothing}</span>
        </a>
    </li>`;
}
