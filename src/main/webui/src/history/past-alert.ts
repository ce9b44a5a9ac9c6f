import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../alert/alert-view.ts';
import type { Responses, Viewer } from '../alert/viewer.ts';
import type { Followed } from '../live/situation.ts';
import '../map/map-view.ts';
import { announce } from '../page/announce.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import type { Alert } from '../wire/types.ts';
import { past } from '../words/history-words.ts';
import { words } from '../words/words.ts';
import { FILES, type Archive, type FileForm } from './archive.ts';
import './replay.ts';
import { Track, type TrackFix } from './track.ts';

/** So many fixes of a track that still comes in are waited for before it is drawn anew. */
const PORTION = 10_000;

/** One alert that is over: what the live page says of it, and its track, played back and as files. */
@customElement('mayday-past-alert')
export class PastAlert extends LightElement {
    @property() alertId = '';
    @property({ attribute: false }) archive!: Archive;
    @property({ attribute: false }) viewer!: Viewer;
    @property({ attribute: false }) responses!: Responses;
    @state() private followed: Followed | undefined;
    @state() private track = new Track([]);
    @state() private loading: 'begun' | 'done' | 'failed' = 'begun';
    @state() private moment: TrackFix | undefined;
    @state() private problem = '';
    @state() private gone = false;
    #drawn: Followed | undefined;
    #loading: AbortController | undefined;

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#loading?.abort();
    }

    protected override willUpdate(changed: PropertyValues): void {
        if (changed.has('alertId')) void this.#load();
        if (changed.has('followed') || changed.has('track')) this.#drawn = this.followed && { ...this.followed, track: this.track.line };
    }

    protected override render(): TemplateResult {
        if (this.gone) return html`<section class="card narrow" role="alert"><h1>${past.goneTitle}</h1><p>${past.gone}</p></section>`;
        const { followed } = this;
        if (!followed || !this.#drawn) {
            return this.problem
                ? html`<section class="card narrow" role="alert"><p class="problem">${this.problem}</p><button type="button" @click=${() => this.#load()}>${words.connection.retry}</button></section>`
                : html`<p class="card narrow">${words.loading}</p>`;
        }
        return html`<div class="board board--one board--past">
            <div class="board__stage">
                <div class="board__map"><mayday-map .followed=${[this.#drawn]} .chosen=${this.#drawn} .moment=${this.moment}></mayday-map></div>
                ${this.#replay()}
            </div>
            <div class="board__side board__side--one" @answered=${(event: CustomEvent<Alert>) => (this.followed = { ...followed, alert: event.detail })}>
                <mayday-alert .followed=${this.#drawn} .viewer=${this.viewer} .responses=${this.responses}></mayday-alert>
                ${this.#files()}
            </div>
        </div>`;
    }

    #replay(): TemplateResult {
        const { fixes } = this.track;
        return html`<section class="card replay" aria-labelledby="replay-title">
            <h2 id="replay-title">${past.replay.title}</h2>
            ${this.loading === 'begun' ? html`<p>${past.replay.loading(fixes.length)}</p>` : nothing}
            ${this.loading === 'failed' ? html`<p class="problem" role="alert">${past.replay.failed}</p>` : nothing}
            ${this.loading === 'done' && fixes.length === 0 ? html`<p>${past.replay.none}</p>` : nothing}
            ${fixes.length === 0 ? nothing : html`<mayday-replay .track=${this.track} @moment=${(event: CustomEvent<TrackFix>) => (this.moment = event.detail)}></mayday-replay>`}
            <p class="small">${past.replay.end}</p>
        </section>`;
    }

    #files(): TemplateResult {
        return html`<section class="card" aria-labelledby="files-title">
            <h2 id="files-title">${past.files.title}</h2>
            <p class="small">${past.files.lead}</p>
            ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
            <div class="stack">${FILES.map(form => html`<button type="button" @click=${() => this.#save(form)}>${past.files[form]}</button>`)}</div>
        </section>`;
    }

    async #load(): Promise<void> {
        this.#loading?.abort();
        const loading = new AbortController();
        this.#loading = loading;
        Object.assign(this, { followed: undefined, track: new Track([]), loading: 'begun', moment: undefined, problem: '', gone: false });
        try {
            const followed = await this.archive.alert(this.alertId);
            if (loading.signal.aborted) return;
            this.followed = followed;
            requestAnimationFrame(() => this.querySelector('h1')?.focus({ preventScroll: true }));
        } catch (problem) {
            if (loading.signal.aborted) return;
            this.gone = problem instanceof Problem && problem.status === 404;
            this.problem = words.problem(problem instanceof Problem ? problem.code : '');
            return;
        }
        await this.#loadTrack(loading.signal);
    }

    async #loadTrack(signal: AbortSignal): Promise<void> {
        const fixes: TrackFix[] = [];
        try {
            for await (const some of this.archive.track(this.alertId, signal)) {
                fixes.push(...some);
                if (fixes.length >= this.track.fixes.length + PORTION) this.track = new Track([...fixes]);
            }
            this.loading = 'done';
        } catch {
            if (signal.aborted) return;
            this.loading = 'failed';
        }
        this.track = new Track(fixes);
    }

    /** The files are behind the session, so a plain link won't do. */
    async #save(form: FileForm): Promise<void> {
        this.problem = '';
        try {
            const { name, content } = await this.archive.file(this.alertId, form);
            const link = document.createElement('a');
            link.href = URL.createObjectURL(content);
            link.download = name;
            link.click();
            setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
            announce(past.files.saved(name));
        } catch (problem) {
            this.problem = words.problem(problem instanceof Problem ? problem.code : '');
        }
    }
}
