import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../alert/alert-view.ts';
import { Responses, type Viewer } from '../alert/viewer.ts';
import { Follow } from '../live/follow.ts';
import '../map/map-view.ts';
import '../page/connection.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import { LinkAccess } from '../wire/session.ts';
import type { Alert } from '../wire/types.ts';
import { words } from '../words/words.ts';

/** The page behind a link, for someone with no account. It shows; what answers is a press alone. */
@customElement('mayday-link')
export class Link extends LightElement {
    @state() private access: LinkAccess | undefined;
    @state() private problem = '';
    #follow: Follow | undefined;
    #responses!: Responses;

    override connectedCallback(): void {
        super.connectedCallback();
        void this.#open();
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#follow?.stop();
    }

    protected override render(): TemplateResult {
        return html`<header class="bar"><span class="bar__name">${words.name}</span></header>
            ${this.#content()}`;
    }

    #content(): TemplateResult {
        if (this.problem === 'not-found') return this.#notice(words.link.over, words.link.overLead);
        if (this.problem) {
            return html`${this.#notice(words.link.title, words.problem(this.problem))}
                <p class="narrow"><button type="button" @click=${() => this.#open()}>${words.connection.retry}</button></p>`;
        }
        const follow = this.#follow;
        const followed = this.access && follow?.situation.of(this.access.opened.alertId);
        if (followed?.ended) return this.#notice(words.link.over, words.link.overLead);
        if (!this.access || !follow || !followed) return html`<p class="card narrow">${words.loading}</p>`;
        return html`
            <mayday-connection .status=${follow.status} .retry=${() => follow.retryNow()}></mayday-connection>
            <div class="board board--one" @answered=${(event: CustomEvent<Alert>) => follow.answered(event.detail)}>
                <div class="board__map"><mayday-map .followed=${[followed]} .chosen=${followed}></mayday-map></div>
                <div class="board__side board__side--one">
                    <mayday-alert .followed=${followed} .viewer=${this.#viewer(this.access)} .responses=${this.#responses}></mayday-alert>
                </div>
            </div>
        `;
    }

    #notice(title: string, text: string): TemplateResult {
        return html`<section class="card narrow" role="alert"><h1>${title}</h1><p>${text}</p></section>`;
    }

    #viewer({ opened: { may }, contactId }: LinkAccess): Viewer {
        const acknowledge = may.includes('acknowledge');
        return { contactIds: new Set(contactId ? [contactId] : []), may: { acknowledge, resolve: may.includes('resolve') }, seesDeliveries: acknowledge };
    }

    async #open(): Promise<void> {
        this.problem = '';
        try {
            this.access = await LinkAccess.open(location.pathname.split('/').pop() ?? '');
            this.#responses = new Responses(this.access);
            this.#follow = new Follow(this, this.access, () => (this.problem = 'not-found'), undefined, this.access.opened.alertId);
        } catch (problem) {
            this.problem = problem instanceof Problem ? (problem.status === 401 ? 'not-found' : problem.code) : 'try-later';
        }
    }
}
