import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../alert/place.ts';
import { isOwn, type Shared } from '../live/situation.ts';
import '../page/left.ts';
import { LightElement } from '../page/light-element.ts';
import type { Sharing } from '../wire/types.ts';
import { clockMinute } from '../words/format.ts';
import { words } from '../words/words.ts';

/** One sharing: who, until when, where. There is nothing to answer. Undefined is one that is over, or never was. */
@customElement('mayday-sharing')
export class SharingView extends LightElement {
    @property({ attribute: false }) shared: Shared | undefined;

    protected override render(): TemplateResult {
        const sharing = this.shared?.sharing;
        return html`
            <header class="alert__head" ?data-sharing=${sharing !== undefined}>
                <h1 tabindex="-1">${sharing ? title(sharing) : words.sharing.over}</h1>
                ${sharing ? this.#more(sharing) : html`<p>${words.sharing.overLead}</p>`}
            </header>
            ${this.shared ? html`<div class="alert__body"><mayday-place .followed=${this.shared}></mayday-place></div>` : nothing}
        `;
    }

    #more(sharing: Sharing): TemplateResult {
        const { person, note, startedAt, endsAt } = sharing;
        return html`
            <p><b><mayday-left .at=${endsAt}></mayday-left></b></p>
            <p class="small"><time datetime=${startedAt}>${words.sharing.since(clockMinute(Date.parse(startedAt)))}</time></p>
            ${note ? html`<figure class="note"><figcaption>${words.alert.note}</figcaption><blockquote><bdi>${note}</bdi></blockquote></figure>` : nothing}
            ${person.phone && !isOwn(sharing) ? html`<p><a class="button" href=${`tel:${person.phone}`}>${words.alert.call(person.name)}</a></p>` : nothing}
        `;
    }
}

export function title(sharing: Sharing): string {
    return isOwn(sharing) ? words.sharing.mine : words.sharing.shares(sharing.person.name);
}
