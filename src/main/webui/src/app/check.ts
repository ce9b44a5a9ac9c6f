import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../account/verify.ts';
import type { Choice, Phone } from '../phone/phone.ts';
import { call } from '../wire/http.ts';
import { say } from '../words/phone-words.ts';
import { words } from '../words/words.ts';
import './hold.ts';
import './pair.ts';
import { PhoneForm } from './phone-form.ts';

interface Check {
    readonly code: string;
    readonly ok: boolean;
    readonly essential: boolean;
    readonly detail: string;
    /** Of the contacts that it is about. */
    readonly names?: readonly string[];
}

interface Readiness {
    readonly ready: boolean;
    readonly checks: readonly Check[];
}

const DRILL: Choice = { kind: 'sos', silent: false, drill: true, countdown: 0, note: '' };

/** What would happen if the button were pressed now; a drill; apps that report for this person; the account. */
@customElement('mayday-check')
export class CheckPage extends PhoneForm {
    @property({ attribute: false }) phone!: Phone;
    @state() private readiness: Readiness | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.send(() => this.#load());
    }

    protected override render(): TemplateResult {
        const { owner } = this.phone;
        return html`<h1 tabindex="-1">${say.check.title}</h1>
            ${this.trouble()} ${this.readiness ? this.#shown(this.readiness) : this.problem ? nothing : html`<p class="card">${words.loading}</p>`}
            ${owner.session && !owner.emailVerified ? html`<mayday-verify .session=${owner.session}></mayday-verify>` : nothing}
            <section class="card" aria-labelledby="drill-title">
                <h2 id="drill-title">${say.check.drillTitle}</h2>
                <p>${say.check.drillLead}</p>
                <mayday-hold drill .label=${say.check.drill} @held=${this.#drill}></mayday-hold>
            </section>
            <mayday-pair .phone=${this.phone}></mayday-pair>
            <section class="card" aria-labelledby="account-title">
                <h2 id="account-title">${say.account}</h2>
                <p>${owner.me ? words.signIn.signedInAs(owner.me.name) : nothing}</p>
                <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('signed-out', { bubbles: true }))}>${words.signIn.signOut}</button>
            </section>`;
    }

    #shown({ ready, checks }: Readiness): TemplateResult {
        return html`<section class="card" aria-labelledby="ready-title">
            <h2 id="ready-title" class=${ready ? '' : 'warning'}>${ready ? say.check.ready : say.check.notReady}</h2>
            <ul class="checks">${checks.map(check)}</ul>
            <button type="button" ?disabled=${this.busy} @click=${() => this.send(() => this.#load())}>${say.check.again}</button>
        </section>`;
    }

    async #load(): Promise<void> {
        this.readiness = await call<Readiness>('GET', '/me/readiness', { token: await this.phone.owner.token() });
    }

    readonly #drill = (): void => {
        this.dispatchEvent(new CustomEvent<Choice>('pressed', { detail: DRILL, bubbles: true }));
    };
}

function check({ code, ok, essential, detail, names }: Check): TemplateResult {
    const found = say.check.found[code]?.[ok ? 0 : 1] ?? detail;
    return html`<li data-ok=${ok}>
        <span class="sign" aria-hidden="true">${ok ? '✓' : '⚠'}</span>
        <div>
            <p><b>${say.check.checks[code] ?? code}</b> <span class="small">${ok ? say.check.ok : essential ? say.check.essential : say.check.wrong}</span></p>
            <p>${found}${names ? html` <bdi>(${new Intl.ListFormat(words.language).format(names)})</bdi>` : nothing}</p>
        </div>
    </li>`;
}
