import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { peopleComing, whatHappened, whoWasTold } from '../alert/told.ts';
import type { Viewer } from '../alert/viewer.ts';
import { now } from '../live/clock.ts';
import type { Followed } from '../live/situation.ts';
import { TickingElement } from '../page/ticking-element.ts';
import type { Phone } from '../phone/phone.ts';
import { isDrill, isOpen } from '../phone/presses.ts';
import type { Press } from '../phone/store.ts';
import type { Reason } from '../wire/types.ts';
import { clockTime } from '../words/format.ts';
import { say } from '../words/phone-words.ts';
import './pin-form.ts';

const REASONS: readonly Reason[] = ['safe', 'helped', 'false-alarm'];
const OWNER: Viewer = { contactIds: new Set(), may: { acknowledge: false, resolve: true }, seesDeliveries: true };

/** One's own alert: how it stands, how to call it off, who comes, who was told. All by what the server shows its owner. */
@customElement('mayday-own-alert')
export class OwnAlert extends TickingElement {
    @property({ attribute: false }) phone!: Phone;
    @property({ attribute: false }) news = 0;
    @property({ attribute: false }) press!: Press;
    @state() private ending = false;

    protected override render(): TemplateResult {
        const { press } = this;
        const open = isOpen(press);
        const followed = this.phone.followed?.alert.id === press.alertId ? this.phone.followed : undefined;
        const raisedAt = press.trigger?.at ?? followed?.alert.raisedAt;
        return html`<section class="alert__head own" data-state=${press.state} aria-labelledby="own-title">
                ${isDrill(press) || followed?.alert.drill ? html`<p class="badge">${say.alert.drill}</p>` : nothing}
                ${press.trigger?.silent ? html`<p class="badge">${say.alert.silent}</p>` : nothing}
                <h1 id="own-title" tabindex="-1">${title(press, this.phone.status.kind === 'live')}</h1>
                ${press.state === 'PENDING' ? this.#countdown(press.activatesAt ?? followed?.alert.activatesAt) : nothing}
                <p>${this.#lead(press)}</p>
                ${raisedAt ? html`<p class="small">${say.alert.raisedAt(clockTime(raisedAt))}</p>` : nothing}
                ${open ? this.#end(press) : html`<button type="button" class="go" @click=${() => this.phone.dismiss(press)}>${say.alert.done}</button>`}
            </section>
            ${followed && press.state !== 'PENDING' && press.state !== 'CANCELLED' ? answers(press, followed) : nothing}`;
    }

    #countdown(activatesAt: string | undefined): TemplateResult | typeof nothing {
        if (!activatesAt) return nothing;
        const seconds = Math.max(0, Math.ceil((Date.parse(activatesAt) - now()) / 1_000));
        return html`<p class="countdown" role="timer"><b>${seconds}</b> <span class="unseen">${say.alert.seconds(seconds)}</span></p>`;
    }

    #lead({ state: stands, goes }: Press): string {
        switch (stands) {
            case 'UNSENT':
                if (this.phone.status.kind === 'live') return '';
                return 'SyncManager' in window ? say.alert.unsentLead : `${say.alert.unsentLead} ${say.alert.keepOpen}`;
            case 'PENDING':
                return say.alert.pendingLead;
            case 'ACTIVE':
                return say.alert.activeLead;
            case 'ACKNOWLEDGED':
                return goes ? say.alert.goes(goes.name, goes.etaMinutes) : '';
            case 'CANCELLED':
                return say.alert.cancelledLead;
            case 'RESOLVED':
                return say.alert.resolvedLead;
            case 'EXPIRED':
                return say.alert.expiredLead;
        }
    }

    #end(press: Press): TemplateResult {
        const counting = press.state === 'PENDING' || press.state === 'UNSENT';
        if (!this.ending) {
            return html`<button type="button" class=${counting ? 'go' : ''} @click=${() => (this.ending = true)}>${counting ? say.alert.callOff : say.alert.end}</button>`;
        }
        return html`<mayday-pin-form
            .label=${counting ? say.alert.confirmCancel : say.alert.confirmEnd}
            .pinSet=${this.phone.owner.me?.pinSet ?? true}
            .offline=${this.phone.status.kind !== 'live'}
            .more=${counting ? nothing : reasons()}
            .act=${this.#act}
            @kept=${() => (this.ending = false)}
        ></mayday-pin-form>`;
    }

    readonly #act = async (pin: string, form: FormData): Promise<string> => {
        const problem = await this.phone.end(this.press, pin, String(form.get('reason') ?? 'safe') as Reason);
        if (!problem) this.ending = false;
        return problem;
    };
}

/** @param live whether there is a connection */
export function title({ state: stands }: Press, live: boolean): string {
    switch (stands) {
        case 'UNSENT':
            return live ? say.alert.sending : say.alert.unsent;
        case 'PENDING':
            return say.alert.pending;
        case 'ACTIVE':
            return say.alert.active;
        case 'ACKNOWLEDGED':
            return say.alert.acknowledged;
        case 'CANCELLED':
            return say.alert.cancelled;
        case 'RESOLVED':
            return say.alert.resolved;
        case 'EXPIRED':
            return say.alert.expired;
    }
}

/** The phone's own line may say sooner than what is followed that it is over. */
function answers({ state: stands }: Press, { alert, deliveries, timeline }: Followed): TemplateResult {
    const shown = stands === 'UNSENT' ? alert : { ...alert, state: stands };
    return html`${peopleComing(shown, OWNER)} ${whoWasTold(deliveries, OWNER)} ${whatHappened(timeline)}`;
}

function reasons(): TemplateResult {
    return html`<label>${say.alert.reason} <select name="reason">${REASONS.map(reason => html`<option value=${reason}>${say.alert.reasons[reason]}</option>`)}</select></label>`;
}
