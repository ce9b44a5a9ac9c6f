import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { settings } from '../page/settings.ts';
import type { Choice, Phone } from '../phone/phone.ts';
import type { Kind } from '../wire/types.ts';
import { say } from '../words/phone-words.ts';
import './hold.ts';

const KINDS = ['sos', 'medical', 'fire', 'assault', 'accident', 'fall', 'other'] as const;
const COUNTDOWNS = [0, 5, 10, 30, 60];
const KEPT_AS = 'mayday.countdown';
const USUAL_COUNTDOWN = 10;
const NOTE_LENGTH = 2_000;

/** The button, and what may be said before it is pressed. Nothing need be. Tells it by the event `pressed`. */
@customElement('mayday-raise')
export class Raise extends LightElement {
    @property({ attribute: false }) phone!: Phone;
    @property({ attribute: false }) news = 0;
    @state() private permission: PermissionState | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.#ask();
    }

    protected override render(): TemplateResult {
        return html`<form class="raise" @submit=${(event: Event) => event.preventDefault()}>
            <h1 class="unseen" tabindex="-1">${say.raise.heading}</h1>
            ${this.#place()}
            <details class="raise__more">
                <summary>${say.raise.more}</summary>
                <label>${say.raise.kind} <select name="kind">${KINDS.map(kind => html`<option value=${kind}>${say.raise.kinds[kind]}</option>`)}</select></label>
                <label>${say.raise.note} <textarea name="note" rows="2" maxlength=${NOTE_LENGTH}></textarea></label>
                <label>${say.raise.countdown}
                    <select name="countdown" @change=${keepCountdown}>${COUNTDOWNS.map(seconds => html`<option value=${seconds} ?selected=${seconds === keptCountdown()}>${say.raise.countdowns(seconds)}</option>`)}</select>
                </label>
            </details>
            <label class="switch"><input type="checkbox" name="silent" aria-describedby="silent-hint" /> <span>${say.raise.silent}</span></label>
            <p id="silent-hint" class="small">${say.raise.silentHint}</p>
            <mayday-hold .label=${say.raise.hold} @held=${this.#pressed}></mayday-hold>
            ${settings.emergency ? html`<p class="small emergency">${say.emergencyHint}</p>` : nothing}
        </form>`;
    }

    #place(): TemplateResult | typeof nothing {
        if (this.permission === 'denied') return html`<p class="warning">${say.raise.blockedPlace}</p>`;
        if (this.permission !== 'prompt' || this.phone.lastFix) return nothing;
        return html`<div class="card"><p>${say.raise.askPlace}</p><button type="button" @click=${() => this.phone.glance()}>${say.raise.allowPlace}</button></div>`;
    }

    /** Where it is allowed already it is looked at once, so that the press can say it. */
    async #ask(): Promise<void> {
        const status = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined);
        this.permission = status?.state;
        if (status?.state === 'granted') this.phone.glance();
        status?.addEventListener('change', () => (this.permission = status.state));
    }

    readonly #pressed = (): void => {
        const form = new FormData(this.querySelector('form') ?? undefined);
        const detail: Choice = {
            kind: String(form.get('kind') ?? 'sos') as Kind,
            silent: form.get('silent') !== null,
            drill: false,
            countdown: Number(form.get('countdown') ?? USUAL_COUNTDOWN),
            note: String(form.get('note') ?? '').trim(),
        };
        this.dispatchEvent(new CustomEvent<Choice>('pressed', { detail, bubbles: true }));
    };
}

function keptCountdown(): number {
    const kept = Number(localStorage.getItem(KEPT_AS) ?? USUAL_COUNTDOWN);
    return COUNTDOWNS.includes(kept) ? kept : USUAL_COUNTDOWN;
}

function keepCountdown(event: Event): void {
    localStorage.setItem(KEPT_AS, (event.target as HTMLSelectElement).value);
}
