import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { goesOn, lastFix, OLD_S, placesOf, type Traced } from '../live/situation.ts';
import { metresTo } from '../map/geometry.ts';
import { nearestTown, type Town } from '../map/towns.ts';
import { towns } from '../map/world.ts';
import { TickingElement } from '../page/ticking-element.ts';
import type { Fix, KnownPlace } from '../wire/types.ts';
import { age, clockTime, coordinates, direction, distance, secondsSince, speedOf } from '../words/format.ts';
import { words } from '../words/words.ts';

const BATTERY_LOW = 20;
const IN_TOWN_M = 5_000;
const WALKING = 0.5;
/** How far from a place that the person has named it is still told of. */
const NEAR_M = 2_000;

/** Where the person is, in words: all that the map says, for those who can't see it or have none. */
@customElement('mayday-place')
export class PlaceInWords extends TickingElement {
    @property({ attribute: false }) followed: Traced | undefined;
    @state() private towns: readonly Town[] = [];
    @state() private copied = false;

    override connectedCallback(): void {
        super.connectedCallback();
        void towns().then(known => (this.towns = known));
    }

    protected override render(): TemplateResult {
        const fix = this.followed && lastFix(this.followed);
        return html`<section class="card place" aria-labelledby="place-title">
            <h2 id="place-title">${words.place.title}</h2>
            ${fix && this.followed ? this.#known(this.followed, fix) : html`<p>${words.place.none}</p>`}
        </section>`;
    }

    #known(followed: Traced, fix: Fix): TemplateResult {
        const { skipped } = followed;
        const old = goesOn(followed) && secondsSince(fix.at) > OLD_S;
        const known = knownInWords(placesOf(followed), fix);
        const town = nearbyInWords(this.towns, fix);
        const at = coordinates(fix);
        return html`
            ${known ? html`<p class="place__town">${known}</p>` : nothing}
            ${town ? html`<p class="place__town">${town}</p>` : nothing}
            <p class="place__coordinates"><output name="coordinates" dir="ltr">${at}</output>${fix.accuracy === undefined ? nothing : html` <span>${words.place.accuracy(distance(fix.accuracy))}</span>`}</p>
            <p class=${old ? 'place__age place__age--old' : 'place__age'}>${words.place.seen} <time datetime=${fix.at} title=${clockTime(fix.at)}>${age(fix.at)}</time></p>
            ${old ? html`<p class="warning"><span aria-hidden="true">⚠</span> ${words.place.old}</p>` : nothing}
            ${this.#details(fix)}
            <p class="place__links">
                <a class="button" href=${`geo:${fix.lat},${fix.lon}?q=${fix.lat},${fix.lon}`}>${words.place.directions}</a>
                <a class="button" rel="noreferrer noopener external" target="_blank" href=${`https://www.openstreetmap.org/?mlat=${fix.lat}&mlon=${fix.lon}#map=16/${fix.lat}/${fix.lon}`}>${words.place.osm}</a>
                ${navigator.clipboard ? html`<button type="button" @click=${() => this.#copy(at)}>${this.copied ? words.place.copied : words.place.copy}</button>` : nothing}
            </p>
            ${skipped > 0 ? html`<p class="small">${words.place.skipped(skipped)}</p>` : nothing}
        `;
    }

    #details({ battery, speed, heading }: Fix): TemplateResult | typeof nothing {
        const moving = speed !== undefined && speed >= WALKING;
        if (battery === undefined && !moving) return nothing;
        const low = isLow(battery);
        return html`<ul class="facts">
            ${battery === undefined ? nothing : html`<li class=${low ? 'warning' : ''}>${words.place.battery(Math.round(battery))}${low ? html` (<span aria-hidden="true">⚠ </span>${words.place.batteryLow})` : nothing}</li>`}
            ${moving ? html`<li>${words.place.moving(speedOf(speed), heading === undefined ? '' : direction(heading))}</li>` : nothing}
        </ul>`;
    }

    async #copy(text: string): Promise<void> {
        await navigator.clipboard.writeText(text);
        this.copied = true;
        setTimeout(() => (this.copied = false), 2_000);
    }
}

/** @param battery in percent, if it is known */
export function isLow(battery: number | undefined): battery is number {
    return battery !== undefined && battery <= BATTERY_LOW;
}

/** In which town, or how far from which; empty if none is near, or none is known. */
export function nearbyInWords(known: readonly Town[], fix: Fix): string {
    const near = nearestTown(known, fix);
    if (!near) return '';
    return near.metres < IN_TOWN_M ? words.place.inTown(near.town) : words.place.near(distance(near.metres), direction(near.toward), near.town);
}

/** At which place that the person has named, or how far from which; empty if none is near. */
function knownInWords(places: readonly KnownPlace[], fix: Fix): string {
    const near = places
        .map(({ name, area }) => ({ name, metres: metresTo(area, fix) ?? Infinity }))
        .filter(({ metres }) => metres < NEAR_M)
        .sort((a, b) => a.metres - b.metres)[0];
    if (!near) return '';
    return near.metres === 0 ? words.place.at(near.name) : words.place.nearPlace(distance(near.metres), near.name);
}
