import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { nearbyInWords } from '../alert/place.ts';
import type { Town } from '../map/towns.ts';
import { towns } from '../map/world.ts';
import { announce } from '../page/announce.ts';
import { LightElement } from '../page/light-element.ts';
import { clockTime, coordinates, distance, percent, speedOf } from '../words/format.ts';
import { past, type HistoryWords } from '../words/history-words.ts';
import { words } from '../words/words.ts';
import { COLUMNS, drawn, pathOf, type Plot } from './plot.ts';
import { seriesOf, type Series } from './series.ts';
import type { Track, TrackFix } from './track.ts';

const PACES = [1, 10, 60, 600, 3_600];
/** A replay lasts no longer than this, unless somebody wants it slower. */
const USUAL_MS = 60_000;
/** Where nothing is to move smoothly: one step a second. */
const STEP_MS = 1_000;
const STEPS = 300;
const SLOWEST_TOP = 2;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * A track played back: the moment is moved by a slider or by itself; what was known then is told by the event `moment`. Nothing
 * here is a live region: who moves the slider hears where it stands, and nobody hears every step of what plays by itself.
 */
@customElement('mayday-replay')
export class Replay extends LightElement {
    @property({ attribute: false }) track!: Track;
    @state() private playing = false;
    @state() private pace: number | undefined;
    /** In milliseconds since the epoch; at the end of the track, if undefined. */
    @state() private at: number | undefined;
    @state() private towns: readonly Town[] = [];
    #plots: readonly Plot[] = [];
    /** The words that the plots are told in. */
    #said: HistoryWords | undefined;
    #told: TrackFix | undefined;
    #next: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        void towns().then(known => (this.towns = known));
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#halt();
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        if (changed.has('track') || this.#said !== past) this.#plots = plotsOf(this.track);
        this.#said = past;
        if (this.pace === undefined && this.track.end > this.track.begin) this.pace = usualPace(this.track);
    }

    protected override updated(): void {
        const fix = this.track.knownAt(this.#ms);
        if (fix === this.#told) return;
        this.#told = fix;
        this.dispatchEvent(new CustomEvent<TrackFix | undefined>('moment', { detail: fix, bubbles: true }));
    }

    protected override render(): TemplateResult | typeof nothing {
        const { track } = this;
        const fix = track.knownAt(this.#ms);
        if (!fix) return nothing;
        if (track.begin === track.end) return html`<p>${past.replay.one}</p>${this.#known(fix)}`;
        return html`
            <p class="small">${past.replay.places(track.fixes.length, clockTime(track.begin), clockTime(track.end))}</p>
            <p class="replay__clock">${clockTime(this.#ms)}</p>
            ${this.#slider(fix)}
            <div class="replay__controls">
                <button type="button" class="replay__play" @click=${this.#toggle}><span aria-hidden="true">${this.playing ? '❚❚' : '▶'}</span> ${this.playing ? past.replay.pause : past.replay.play}</button>
                <label>${past.replay.pace} <select @change=${this.#setPace}>${PACES.map(pace => html`<option value=${pace} ?selected=${pace === this.pace}>${past.replay.paces(pace)}</option>`)}</select></label>
            </div>
            ${this.#known(fix)}
            ${this.#plots.map(plot => drawn(plot, track, this.#ms, fix, ms => this.#seek(ms)))}
        `;
    }

    /** Time runs from left to right in it, as in the plots below, whatever the language. */
    #slider(fix: TrackFix): TemplateResult {
        const { begin, end } = this.track;
        const step = stepOf(this.track);
        const said = [clockTime(this.#ms), ...measures(fix)].join(', ');
        return html`<input type="range" dir="ltr" class="replay__slider" min="0" max=${Math.ceil((end - begin) / step)} step="1" .value=${String(Math.round((this.#ms - begin) / step))}
            aria-label=${past.replay.moment} aria-valuetext=${said} @input=${(event: Event) => this.#seek(begin + Number((event.target as HTMLInputElement).value) * step)} />`;
    }

    #known(fix: TrackFix): TemplateResult {
        const town = nearbyInWords(this.towns, fix);
        return html`${town ? html`<p class="replay__town">${town}</p>` : nothing}
            <ul class="facts">
                <li><span class="replay__at" dir="ltr">${coordinates(fix)}</span>${fix.accuracy === undefined ? nothing : html` ${words.place.accuracy(distance(fix.accuracy))}`}</li>
                <li>${words.place.seen} <time datetime=${fix.at}>${clockTime(fix.at)}</time></li>
                ${measures(fix).map(each => html`<li>${each}</li>`)}
            </ul>`;
    }

    get #ms(): number {
        const { begin, end } = this.track;
        return Math.min(end, Math.max(begin, this.at ?? end));
    }

    #seek(ms: number): void {
        this.at = ms;
    }

    readonly #setPace = (event: Event): void => {
        this.pace = Number((event.target as HTMLSelectElement).value);
    };

    readonly #toggle = (): void => {
        if (this.playing) return this.#pause();
        if (this.#ms >= this.track.end) this.at = this.track.begin;
        this.playing = true;
        this.#go();
    };

    /** A hidden page draws no frames, and so stands still until it is seen again. */
    #go(): void {
        const on = (elapsed: number): void => {
            const ms = this.#ms + elapsed * (this.pace ?? 1);
            this.#seek(ms);
            if (ms >= this.track.end) this.#pause();
            else this.#next = soon(on);
        };
        this.#next = soon(on);
    }

    #pause(): void {
        this.#halt();
        announce(past.replay.stopped(clockTime(this.#ms)));
    }

    #halt(): void {
        this.#next?.();
        this.#next = undefined;
        this.playing = false;
    }
}

/**
 * With the next frame, or the next step where nothing is to move smoothly.
 * @param work is told how many milliseconds it is later
 * @returns calls it off
 */
function soon(work: (elapsed: number) => void): () => void {
    if (still.matches) {
        const timer = setTimeout(() => work(STEP_MS), STEP_MS);
        return () => clearTimeout(timer);
    }
    const begun = performance.now();
    const frame = requestAnimationFrame(() => work(Math.min(STEP_MS, performance.now() - begun)));
    return () => cancelAnimationFrame(frame);
}

function stepOf({ begin, end }: Track): number {
    return Math.max(1_000, Math.ceil((end - begin) / STEPS / 1_000) * 1_000);
}

function usualPace({ begin, end }: Track): number {
    return PACES.find(pace => (end - begin) / pace <= USUAL_MS) ?? PACES.at(-1) ?? 1;
}

function measures(fix: TrackFix): string[] {
    return [...(fix.speed === undefined ? [] : [speedOf(fix.speed)]), ...(fix.battery === undefined ? [] : [words.place.battery(Math.round(fix.battery))])];
}

function plotsOf(track: Track): readonly Plot[] {
    const speeds = seriesOf(track.fixes, speed, COLUMNS);
    const batteries = seriesOf(track.fixes, battery, COLUMNS);
    return [...(speeds ? [speedPlot(track, speeds)] : []), ...(batteries ? [batteryPlot(track, batteries)] : [])];
}

function speedPlot(track: Track, series: Series): Plot {
    const top = Math.max(SLOWEST_TOP, series.most.value);
    const said = past.plots.speedAll(speedOf(series.most.value), clockTime(series.most.ms));
    return { name: past.plots.speed, said, measure: speed, written: speedOf, top, path: pathOf(series, track, top) };
}

function batteryPlot(track: Track, series: Series): Plot {
    const { first, last } = series;
    const said = past.plots.batteryAll(percent(first.value), clockTime(first.ms), percent(last.value), clockTime(last.ms));
    return { name: past.plots.battery, said, measure: battery, written: percent, top: 100, path: pathOf(series, track, 100) };
}

function speed(fix: TrackFix): number | undefined {
    return fix.speed;
}

function battery(fix: TrackFix): number | undefined {
    return fix.battery;
}
