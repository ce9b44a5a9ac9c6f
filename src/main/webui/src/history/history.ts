import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { stateInWords } from '../alert/alert-view.ts';
import type { Responses, Viewer } from '../alert/viewer.ts';
import type { Guarded } from '../dashboard/account.ts';
import { isOpen } from '../live/situation.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Alert } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { past } from '../words/history-words.ts';
import { words } from '../words/words.ts';
import { Archive } from './archive.ts';
import './past-alert.ts';

/** Past alerts of those whom this account guards: a list, of all or of one person, and one of them opened. */
@customElement('mayday-history')
export class History extends LightElement {
    /** The alert that is opened; the list, if empty. */
    @property() alertId = '';
    @property({ attribute: false }) session!: Session;
    @property({ attribute: false }) guarded: readonly Guarded[] = [];
    @property({ attribute: false }) viewer!: Viewer;
    @property({ attribute: false }) responses!: Responses;
    @state() private userId = '';
    @state() private alerts: readonly Alert[] = [];
    @state() private next: string | undefined;
    @state() private loaded = false;
    @state() private problem = '';
    #archive!: Archive;
    #asked = 0;

    protected override willUpdate(changed: PropertyValues<this>): void {
        if (changed.has('session')) this.#archive = new Archive(this.session);
        // whoever comes back from an alert finds the list as it was
        if (!this.alertId && this.#asked === 0) void this.#load();
    }

    protected override updated(changed: PropertyValues<this>): void {
        if (changed.has('alertId') && !this.alertId) this.querySelector('h1')?.focus();
    }

    protected override render(): TemplateResult {
        if (this.alertId) {
            return html`<p class="board__top"><a class="board__back" href="#/history">${words.direction === 'rtl' ? '→' : '←'} ${past.back}</a></p>
                <mayday-past-alert .alertId=${this.alertId} .archive=${this.#archive} .viewer=${this.viewer} .responses=${this.responses}></mayday-past-alert>`;
        }
        return html`<div class="history">
            <a class="board__back" href="#/all">${words.direction === 'rtl' ? '→' : '←'} ${words.alerts.all}</a>
            <h1 tabindex="-1">${past.title}</h1>
            <label>${past.whose} <select @change=${this.#choose}>
                <option value="" ?selected=${!this.userId}>${past.everyone}</option>
                ${people(this.guarded).map(([userId, name]) => html`<option value=${userId} ?selected=${userId === this.userId}>${name}</option>`)}
            </select></label>
            <div aria-live="polite" aria-busy=${!this.loaded}>${this.#list()}</div>
            ${this.problem ? html`<p class="problem" role="alert">${this.problem} <button type="button" @click=${() => this.#load(this.next)}>${words.connection.retry}</button></p>` : nothing}
            ${this.next && !this.problem ? html`<button type="button" ?disabled=${!this.loaded} @click=${() => this.#load(this.next)}>${words.alerts.more}</button>` : nothing}
            <p class="small">${past.limits}</p>
        </div>`;
    }

    #list(): TemplateResult | typeof nothing {
        if (this.alerts.length > 0) return html`<ul class="alerts">${this.alerts.map(item)}</ul>`;
        if (!this.loaded) return html`<p class="card">${words.loading}</p>`;
        return this.problem ? nothing : html`<p class="card">${past.none}</p>`;
    }

    readonly #choose = (event: Event): void => {
        this.userId = (event.target as HTMLSelectElement).value;
        void this.#load();
    };

    /** From the start, or on from a page's end. What was asked before is of no interest any more. */
    async #load(cursor?: string): Promise<void> {
        const asked = ++this.#asked;
        this.loaded = false;
        this.problem = '';
        if (!cursor) this.alerts = [];
        try {
            const { items, next } = await this.#archive.alerts(this.userId, cursor);
            if (asked !== this.#asked) return;
            this.alerts = [...this.alerts, ...items];
            this.next = next;
        } catch (problem) {
            if (asked !== this.#asked) return;
            this.problem = words.problem(problem instanceof Problem ? problem.code : '');
        }
        this.loaded = true;
    }
}

/** Each once, though somebody may have several contacts in one account. */
function people(guarded: readonly Guarded[]): [userId: string, name: string][] {
    return [...new Map(guarded.map(({ userId, name }) => [userId, name])).entries()].sort(([, a], [, b]) => a.localeCompare(b, words.language));
}

function item(alert: Alert): TemplateResult {
    return html`<li>
        <a class="card alerts__item" href=${`#/${isOpen(alert) ? 'alert' : 'history'}/${alert.id}`} data-state=${alert.state}>
            <b class="alerts__name"><bdi>${alert.person.name}</bdi></b>
            <span>${words.alert.kinds[alert.kind] ?? alert.kind}${alert.drill ? html` · ${words.alert.drill}` : nothing} · ${stateInWords(alert)}</span>
            <time class="small" datetime=${alert.raisedAt}>${clockTime(alert.raisedAt)}</time>
        </a>
    </li>`;
}
