import { html, nothing, type TemplateResult } from 'lit';
import { stateInWords } from '../alert/alert-view.ts';
import { owns, type Viewer } from '../alert/viewer.ts';
import { isOpen, lastFix, sharedBeside, type Followed, type Shared } from '../live/situation.ts';
import '../page/age.ts';
import '../page/left.ts';
import { title as whoShares } from '../sharing/sharing-view.ts';
import { words } from '../words/words.ts';
import { group } from './group.ts';

/**
 * The alerts that are followed, in the order of their urgency, each group under its own heading. Whoever shares their place besides is
 * here alone.
 * @param most of each group, so many of them
 */
export function alertList(all: readonly Followed[], sharings: readonly Shared[], viewer: Viewer, most: number, more: () => void): TemplateResult {
    const mine = all.filter(({ alert }) => owns(viewer, alert));
    const others = all.filter(({ alert }) => !owns(viewer, alert));
    const alerts = (id: string, title: string, members: readonly Followed[]) => group(id, title, members, each => item(each, sharedBeside(each, sharings)), most, more);
    return html`
        ${alerts('urgent', words.alerts.urgent, others.filter(({ alert }) => alert.state === 'ACTIVE'))}
        ${alerts('open', words.alerts.open, others.filter(({ alert }) => isOpen(alert) && alert.state !== 'ACTIVE'))}
        ${alerts('mine', words.alerts.mine, mine.filter(({ alert }) => isOpen(alert)))}
        ${alerts('closed', words.alerts.closed, all.filter(({ alert }) => !isOpen(alert)))}
    `;
}

function item(followed: Followed, shared: Shared | undefined): TemplateResult {
    const { alert } = followed;
    const fix = lastFix(followed) ?? (shared && lastFix(shared));
    return html`<li>
        <a class="card alerts__item" href=${`#/alert/${alert.id}`} data-state=${alert.state}>
            <b class="alerts__name"><bdi>${alert.person.name}</bdi></b>
            <span>${words.alert.kinds[alert.kind] ?? alert.kind}${alert.drill ? html` · ${words.alert.drill}` : nothing}</span>
            <span>${stateInWords(alert)}</span>
            <span class="small">${words.alert.raised} <mayday-age .at=${alert.raisedAt}></mayday-age>${fix ? html` · ${words.place.seen} <mayday-age .at=${fix.at}></mayday-age>` : nothing}</span>
            ${shared ? html`<span class="small alerts__besides">${whoShares(shared.sharing)}, <mayday-left .at=${shared.sharing.endsAt}></mayday-left></span>` : nothing}
        </a>
    </li>`;
}
