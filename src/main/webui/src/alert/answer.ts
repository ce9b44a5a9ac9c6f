import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isOpen } from '../live/situation.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import type { Alert, Answer, Reason } from '../wire/types.ts';
import { clockMinute } from '../words/format.ts';
import { words } from '../words/words.ts';
import { ownAnswer, owns, type Responses, type Viewer } from './viewer.ts';

const ETA_MINUTES = [5, 10, 15, 30, 60];
const REASONS: readonly Reason[] = ['safe', 'helped', 'false-alarm'];
const NOTE_LENGTH = 2_000;

/** A person's answer to an alert: going (and when), can't, over. Each goes out by a press alone, and says what became of it. */
@customElement('mayday-answer')
export class AnswerForm extends LightElement {
    @property({ attribute: false }) alert!: Alert;
    @property({ attribute: false }) viewer!: Viewer;
    @property({ attribute: false }) responses!: Responses;
    @state() private changing = false;
    @state() private busy = false;
    @state() private problem = '';
    @query('dialog') private dialog!: HTMLDialogElement;

    protected override render(): TemplateResult | typeof nothing {
        if (!isOpen(this.alert)) return nothing;
        const { may } = this.viewer;
        const own = owns(this.viewer, this.alert);
        if (!may.acknowledge && !may.resolve) return html`<p class="card">${words.answer.viewOnly}</p>`;
        return html`<section class="card answer" aria-labelledby="answer-title" aria-busy=${this.busy}>
            <h2 id="answer-title">${words.answer.title}</h2>
            ${may.acknowledge && !own ? this.#answer() : nothing}
            ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
            ${may.resolve ? html`<button type="button" class="quiet" @click=${this.#askReason}>${words.answer.resolve}</button>${this.#resolution(own)}` : nothing}
        </section>`;
    }

    #answer(): TemplateResult {
        const going = ownAnswer(this.viewer, this.alert.acknowledgements);
        if (going && !this.changing) return this.#going(going);
        const declined = ownAnswer(this.viewer, this.alert.declined);
        if (declined && !this.changing) {
            return html`<p>${words.answer.declined}</p>
                <button type="button" class="go" @click=${() => (this.changing = true)}>${words.answer.goAfterAll}</button>`;
        }
        return this.#form(going);
    }

    #going({ at, etaMinutes }: Answer): TemplateResult {
        const eta = etaMinutes === undefined ? '' : words.answer.goingAt(clockMinute(Date.parse(at) + etaMinutes * 60_000));
        return html`<p class="going"><span aria-hidden="true">✓</span> <b>${words.answer.going}</b> ${eta}</p>
            <div class="row">
                <button type="button" @click=${() => (this.changing = true)}>${words.answer.change}</button>
                <button type="button" ?disabled=${this.busy} @click=${() => this.#send(() => this.responses.decline(this.alert.id, ''))}>${words.answer.afterAll}</button>
            </div>`;
    }

    #form(going: Answer | undefined): TemplateResult {
        return html`<form @submit=${this.#go}>
            <fieldset class="chips">
                <legend>${words.answer.eta}</legend>
                ${ETA_MINUTES.map(minutes => chip(String(minutes), html`${minutes}<span class="unseen"> ${words.answer.etaUnit}</span>`, going?.etaMinutes === minutes))}
                ${chip('', html`<span aria-hidden="true">?</span><span class="unseen">${words.answer.etaUnknown}</span>`, !ETA_MINUTES.includes(going?.etaMinutes ?? 0))}
            </fieldset>
            <details ?open=${Boolean(going?.note)}>
                <summary>${words.answer.addNote}</summary>
                <label>${words.answer.note} <input name="note" maxlength=${NOTE_LENGTH} autocomplete="off" .value=${going?.note ?? ''} /></label>
            </details>
            <button class="go" ?disabled=${this.busy}>${this.busy ? words.answer.sending : words.answer.go}</button>
            ${
                going
                    ? html`<button type="button" @click=${() => (this.changing = false)}>${words.cancel}</button>`
                    : html`<button type="button" name="decline" ?disabled=${this.busy} @click=${this.#decline}>${words.answer.cannot}</button>`
            }
        </form>`;
    }

    #resolution(own: boolean): TemplateResult {
        return html`<dialog aria-labelledby="resolve-title">
            <form @submit=${this.#resolve}>
                <h2 id="resolve-title">${words.answer.resolveTitle}</h2>
                <p>${words.answer.resolveLead}</p>
                <fieldset class="choices">
                    <legend class="unseen">${words.answer.resolveTitle}</legend>
                    ${REASONS.map(reason => html`<label><input type="radio" name="reason" value=${reason} required /> ${words.answer.resolveReasons[reason]}</label>`)}
                </fieldset>
                ${own ? html`<label>${words.answer.pin} <input name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="8" /></label>` : nothing}
                <div class="row">
                    <button class="go" ?disabled=${this.busy}>${words.answer.resolveSubmit}</button>
                    <button type="button" @click=${() => this.dialog.close()}>${words.answer.keepOpen}</button>
                </div>
            </form>
        </dialog>`;
    }

    readonly #askReason = (): void => {
        this.problem = '';
        this.dialog.showModal();
    };

    readonly #go = (event: SubmitEvent): void => {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        const eta = text(form, 'eta');
        void this.#send(() => this.responses.acknowledge(this.alert.id, text(form, 'note'), eta === '' ? undefined : Number(eta)));
    };

    readonly #decline = (event: Event): void => {
        const form = new FormData((event.target as HTMLButtonElement).form ?? undefined);
        void this.#send(() => this.responses.decline(this.alert.id, text(form, 'note')));
    };

    readonly #resolve = (event: SubmitEvent): void => {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        this.dialog.close();
        void this.#send(() => this.responses.resolve(this.alert.id, text(form, 'reason') as Reason, text(form, 'pin')));
    };

    async #send(act: () => Promise<Alert>): Promise<void> {
        this.busy = true;
        this.problem = '';
        try {
            const answered = await act();
            this.changing = false;
            this.dispatchEvent(new CustomEvent<Alert>('answered', { detail: answered, bubbles: true }));
        } catch (problem) {
            this.problem = words.problem(problem instanceof Problem ? problem.code : '');
        } finally {
            this.busy = false;
        }
    }
}

function chip(value: string, label: TemplateResult, checked: boolean): TemplateResult {
    return html`<label class="chip"><input type="radio" name="eta" value=${value} ?checked=${checked} /><span>${label}</span></label>`;
}

function text(form: FormData, name: string): string {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
}
