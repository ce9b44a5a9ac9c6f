import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { fields } from '../account/form.ts';
import { announce } from '../page/announce.ts';
import type { Phone } from '../phone/phone.ts';
import { call, Problem } from '../wire/http.ts';
import type { Area, Page } from '../wire/types.ts';
import { distance } from '../words/format.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import { PhoneForm } from './phone-form.ts';

interface Place {
    readonly id: string;
    readonly name: string;
    readonly area: Area;
    readonly do: Deed;
}

const DEEDS = ['notify', 'checkin-ok'] as const;
type Deed = (typeof DEEDS)[number];

/** Metres. */
const RADII = [50, 100, 200, 500, 1_000, 5_000];
const USUAL_RADIUS = 100;
/** A code of our own, beside those of the server. */
const NOWHERE = 'nowhere';

/** Places of this person's own: listed, made where the phone is, made larger or smaller, removed. */
@customElement('mayday-places')
export class Places extends PhoneForm {
    @property({ attribute: false }) phone!: Phone;
    @state() private places: readonly Place[] | undefined;
    @state() private removing = '';

    override connectedCallback(): void {
        super.connectedCallback();
        void this.send(() => this.#load());
    }

    protected override render(): TemplateResult {
        return html`<section class="card" aria-labelledby="places-title">
            <h2 id="places-title">${say.places.title}</h2>
            <p>${say.places.lead}</p>
            ${this.places === undefined ? (this.problem ? nothing : html`<p>${words.loading}</p>`) : this.#list(this.places)}
            ${this.trouble()}
            ${this.places === undefined ? nothing : this.#here()}
        </section>`;
    }

    #list(places: readonly Place[]): TemplateResult {
        if (places.length === 0) return html`<p>${say.places.none}</p>`;
        return html`<ul class="plain places">${places.map(place => html`<li>${this.#place(place)}</li>`)}</ul>`;
    }

    #place(place: Place): TemplateResult {
        const { id, name, area } = place;
        return html`<h3><bdi>${name}</bdi></h3>
            <p>${say.places[place.do]}</p>
            ${area.type === 'Point' ? html`<label>${say.places.radius} ${sizes(area.radius, this.busy, event => this.#resize(place, Number((event.target as HTMLSelectElement).value)))}</label>` : html`<p>${say.places.drawn}</p>`}
            ${
                this.removing === id
                    ? html`<p>${say.places.removeSure(name)}</p>
                          <div class="row">
                              <button type="button" ?disabled=${this.busy} @click=${() => this.send(() => this.#remove(id))}>${say.places.removeYes}</button>
                              <button type="button" @click=${() => (this.removing = '')}>${words.cancel}</button>
                          </div>`
                    : html`<button type="button" class="quiet" @click=${() => (this.removing = id)}>${say.places.remove}<span class="unseen"> ${name}</span></button>`
            }`;
    }

    #here(): TemplateResult {
        return html`<details>
            <summary>${say.places.here}</summary>
            <form @submit=${this.#submit}>
                <label>${say.places.name} <input name="name" required maxlength="200" autocomplete="off" /></label>
                <label>${say.places.does} <select name="do">${DEEDS.map(deed => html`<option value=${deed}>${say.places[deed]}</option>`)}</select></label>
                <label>${say.places.radius} ${sizes(USUAL_RADIUS, false)}</label>
                <button ?disabled=${this.busy}>${this.busy ? say.places.locating : say.places.save}</button>
            </form>
        </details>`;
    }

    protected override inWords(code: string): string {
        return code === NOWHERE ? say.places.unknown : super.inWords(code);
    }

    readonly #submit = (event: SubmitEvent): void => {
        const field = fields(event);
        const form = event.target as HTMLFormElement;
        void this.send(async () => {
            const fix = await this.phone.whereNow();
            if (!fix) throw new Problem(0, NOWHERE, '');
            const area = { type: 'Point', coordinates: [fix.lon, fix.lat], radius: Number(field('radius')) };
            await this.#call('POST', '/places', { name: field('name'), area, do: field('do') });
            form.reset();
            announce(say.places.saved(field('name')));
            await this.#load();
        });
    };

    #resize({ id, name, area }: Place, radius: number): void {
        void this.send(async () => {
            await this.#call('PATCH', `/places/${id}`, { area: { ...area, radius } });
            announce(say.places.saved(name));
            await this.#load();
        });
    }

    async #remove(id: string): Promise<void> {
        await this.#call('DELETE', `/places/${id}`);
        this.removing = '';
        await this.#load();
    }

    async #load(): Promise<void> {
        this.places = (await this.#call<Page<Place>>('GET', '/places?limit=200')).items;
    }

    async #call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
        return call<T>(method, path, { ...(body !== undefined && { body }), token: await this.phone.owner.token() });
    }
}

/** @param now in metres; one that is not offered is beside those that are */
function sizes(now: number, busy: boolean, changed: (event: Event) => void = () => undefined): TemplateResult {
    const radii = RADII.includes(now) ? RADII : [...RADII, now].sort((a, b) => a - b);
    return html`<select name="radius" ?disabled=${busy} @change=${changed}>${radii.map(radius => html`<option value=${radius} ?selected=${radius === now}>${say.places.around(distance(radius))}</option>`)}</select>`;
}
