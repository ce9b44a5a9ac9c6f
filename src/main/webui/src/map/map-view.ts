import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { everySecond } from '../live/clock.ts';
import { everyone, goesOn, idOf, lastFix, OLD_S, personOf, placesOf, type Followed, type Shared, type Traced } from '../live/situation.ts';
import { LightElement } from '../page/light-element.ts';
import type { Fix } from '../wire/types.ts';
import { age, clockTime, secondsSince } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { Chart, Marked } from './chart.ts';

/** Always the same one: what changes is drawn anew, and the whole map with it. */
const NO_TRACK: readonly Fix[] = [];

/**
 * The map with everyone in `followed` and `shared`, and the track of the `chosen` one. It follows that one until a person moves the map,
 * and again when told to. A marker that is pressed is told by the event `chosen`.
 */
@customElement('mayday-map')
export class MapView extends LightElement {
    @property({ attribute: false }) followed: readonly Followed[] = [];
    @property({ attribute: false }) shared: readonly Shared[] = [];
    @property({ attribute: false }) chosen: Traced | undefined;
    /** Where the chosen one was at the moment that is looked at; now, if undefined. */
    @property({ attribute: false }) moment: Fix | undefined;
    @state() private following = true;
    @state() private shown: 'loading' | 'drawn' | 'unavailable' = 'loading';
    #chart: Chart | undefined;
    #stop: (() => void) | undefined;
    #lookedAt = '';

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.#show());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
        this.#chart?.remove();
        this.#chart = undefined;
        this.#lookedAt = '';
    }

    protected override render(): TemplateResult {
        return html`
            <div class="map__canvas"></div>
            ${this.shown === 'drawn' ? nothing : html`<p class="map__words">${this.shown === 'loading' ? words.map.loading : words.map.unavailable}</p>`}
            ${this.shown === 'drawn' && !this.following ? html`<button type="button" class="map__follow" @click=${this.#follow}>${this.chosen ? words.map.follow : words.map.overview}</button>` : nothing}
        `;
    }

    protected override firstUpdated(): void {
        void this.#load();
    }

    protected override updated(changed: PropertyValues<this>): void {
        if (changed.has('followed') || changed.has('shared') || changed.has('chosen') || changed.has('moment')) this.#show();
    }

    async #load(): Promise<void> {
        try {
            const { Chart } = await import('./chart.ts');
            const container = this.querySelector<HTMLElement>('.map__canvas');
            if (!this.isConnected || !container) return;
            this.#chart = new Chart(container, this.#dragged, this.#choose);
            this.shown = 'drawn';
            this.#show();
        } catch {
            this.shown = 'unavailable';
        }
    }

    readonly #dragged = (): void => {
        this.following = false;
    };

    readonly #follow = (): void => {
        this.following = true;
        this.#lookedAt = '';
        this.#show();
    };

    readonly #choose = (id: string): void => {
        this.dispatchEvent(new CustomEvent('chosen', { detail: id, bubbles: true }));
    };

    #show(): void {
        if (!this.#chart) return;
        const seen = this.chosen ? [this.chosen] : everyone(this.followed, this.shared);
        const marked = seen.flatMap(each => mark(each, this.moment));
        this.dataset['people'] = String(marked.length);
        this.#chart.show(marked, this.chosen?.track ?? NO_TRACK, placesOf(this.moment ? undefined : this.chosen));
        if (this.following) this.#look(marked.map(({ fix }) => fix));
    }

    /** The first look takes in the whole track; after it the newest place stays in the middle, one of the past in view. */
    #look(fixes: readonly Fix[]): void {
        const [only] = fixes;
        if (!only) return;
        // a track that is still coming in is looked at whole again
        const whom = this.chosen ? `${idOf(this.chosen)}${this.moment ? this.chosen.track.length : ''}` : `all of ${fixes.length}`;
        const where = `${only.lat},${only.lon}`;
        const [lookedAtWhom, lookedAtWhere] = this.#lookedAt.split('|');
        if (whom !== lookedAtWhom) this.#chart?.look(this.chosen ? [...this.chosen.track, only] : fixes, this.chosen !== undefined);
        else if (this.moment) this.#chart?.keepInView(only);
        else if (this.chosen && where !== lookedAtWhere) this.#chart?.follow(only);
        this.#lookedAt = `${whom}|${where}`;
    }
}

function mark(traced: Traced, moment: Fix | undefined): Marked[] {
    const fix = moment ?? lastFix(traced);
    if (!fix) return [];
    const { name } = personOf(traced);
    const marked = { id: idOf(traced), fix, name };
    if (moment) return [{ ...marked, label: () => words.map.here(name, clockTime(fix.at)), look: 'open', old: false }];
    const label = (): string => ('alert' in traced ? words.map.here : words.sharing.here)(name, age(fix.at));
    return [{ ...marked, label, look: lookOf(traced), old: goesOn(traced) && secondsSince(fix.at) > OLD_S }];
}

function lookOf(traced: Traced): Marked['look'] {
    if (!('alert' in traced)) return 'sharing';
    return traced.alert.state === 'ACTIVE' ? 'urgent' : goesOn(traced) ? 'open' : 'closed';
}
