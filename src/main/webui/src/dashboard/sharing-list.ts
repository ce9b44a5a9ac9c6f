import { html, nothing, type TemplateResult } from 'lit';
import { isLow } from '../alert/place.ts';
import { isOwn, lastFix, type Shared } from '../live/situation.ts';
import '../page/age.ts';
import '../page/left.ts';
import { words } from '../words/words.ts';
import { group } from './group.ts';

/**
 * Who shares their place without an alert, below all alerts and calmer than they.
 * @param most of each group, so many of them
 */
export function sharingList(all: readonly Shared[], most: number, more: () => void): TemplateResult {
    const sharings = (id: string, title: string, members: readonly Shared[]) => group(id, title, members, item, most, more);
    return html`
        ${sharings('sharing', words.sharing.title, all.filter(({ sharing }) => !isOwn(sharing)))}
        ${sharings('own-sharing', words.sharing.mine, all.filter(({ sharing }) => isOwn(sharing)))}
    `;
}

function item(shared: Shared): TemplateResult {
    const { id, person, note, endsAt } = shared.sharing;
    const fix = lastFix(shared);
    const battery = fix?.battery;
    return html`<li>
        <a class="card alerts__item" href=${`#/sharing/${id}`} data-sharing>
            <b class="alerts__name"><bdi>${person.name}</bdi></b>
            <span><mayday-left .at=${endsAt}></mayday-left></span>
            ${note ? html`<q class="alerts__note"><bdi>${note}</bdi></q>` : nothing}
            <span class="small">${fix ? html`${words.place.seen} <mayday-age .at=${fix.at}></mayday-age>` : words.place.none}</span>
            ${isLow(battery) ? html`<span class="alerts__low"><span aria-hidden="true">⚠</span> ${words.place.battery(Math.round(battery))} (${words.place.batteryLow})</span>` : nothing}
        </a>
    </li>`;
}
