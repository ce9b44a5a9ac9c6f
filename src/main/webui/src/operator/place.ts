import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../alert/place.ts';
import type { Followed } from '../live/situation.ts';
import '../map/map-view.ts';
import { LightElement } from '../page/light-element.ts';
import { words } from '../words/words.ts';
import type { AlertLine, SeenPlace } from './types.ts';

/** What was behind the glass: the note, the place in words, the track on a map. Loaded when a glass was broken. */
@customElement('mayday-op-place')
export class GlassPlace extends LightElement {
    @property({ attribute: false }) alert!: AlertLine;
    @property({ attribute: false }) seen!: SeenPlace;

    protected override render(): TemplateResult {
        const { note, location, track } = this.seen;
        const followed = asFollowed(this.alert, this.seen);
        return html`
            ${note ? html`<figure class="note"><figcaption>${words.alert.note}</figcaption><blockquote><bdi>${note}</bdi></blockquote></figure>` : nothing}
            <mayday-place .followed=${followed}></mayday-place>
            ${location || track.length > 0 ? html`<div class="glass__map"><mayday-map .followed=${[followed]} .chosen=${followed}></mayday-map></div>` : nothing}
        `;
    }
}

/** The map and the place in words show what guardians follow; this is as much of that as they look at. */
function asFollowed({ id, kind, state, silent, drill, at, userId, name }: AlertLine, { location, track }: SeenPlace): Followed {
    const alert = { id, clientAlertId: id, kind, state, version: 1, silent, drill, raisedAt: at, receivedAt: at, person: { id: userId, name }, acknowledgements: [], declined: [] };
    return { alert: location ? { ...alert, location } : alert, track: [...track].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), deliveries: [], timeline: [], skipped: 0 };
}
