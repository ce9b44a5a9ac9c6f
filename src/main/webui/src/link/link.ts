import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../alert/alert-view.ts';
import { Responses, type Viewer } from '../alert/viewer.ts';
import { everySecond } from '../live/clock.ts';
import { Follow } from '../live/follow.ts';
import '../page/connection.ts';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import { LinkAccess } from '../wire/session.ts';
import type { Alert } from '../wire/types.ts';
import { words } from '../words/words.ts';

const RETRY_MS = 5_000;

/**
 * The page behind a link, live. What the server sent stays until there is as much to show here, and for as long as a person
 * fills in its form. It shows; what answers is a press alone.
 */
@customElement('mayday-link')
export class Link extends LightElement {
    @state() private access: LinkAccess | undefined;
    @state() private gone = false;
    /** The map is many times what the rest is: it is loaded when somebody wants it. */
    @state() private map = false;
    #follow: Follow | undefined;
    #responses!: Responses;
    #served = document.querySelector('#served');
    #stop: (() => void) | undefined;
    #retry: ReturnType<typeof setTimeout> | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.#served && this.requestUpdate());
        void this.#open();
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
        clearTimeout(this.#retry);
        this.#follow?.stop();
    }

    protected override render(): TemplateResult | typeof nothing {
        const content = this.#content();
        if (content === nothing || inUse(this.#served)) return nothing;
        this.#served?.remove();
        this.#served = null;
        return content;
    }

    #content(): TemplateResult | typeof nothing {
        const follow = this.#follow;
        const followed = this.access && follow?.situation.of(this.access.opened.alertId);
        if (this.gone || followed?.ended) return html`<section class="card narrow" role="alert"><h1>${words.link.over}</h1><p>${words.link.overLead}</p></section>`;
        if (!this.access || !follow || !followed) return nothing;
        if (this.#viewer(this.access).seesDeliveries) follow.lookAt(followed);
        return html`
            <mayday-connection .status=${follow.status} .retry=${() => follow.retryNow()}></mayday-connection>
            <div class=${this.map ? 'board board--one' : 'board board--one board--narrow'} @answered=${(event: CustomEvent<Alert>) => follow.answered(event.detail)}>
                ${
                    this.map
                        ? html`<div class="board__map"><mayday-map .followed=${[followed]} .chosen=${followed}></mayday-map></div>`
                        : html`<div class="board__ask"><button type="button" @click=${this.#showMap}>${words.map.show}</button></div>`
                }
                <div class="board__side board__side--one">
                    <mayday-alert .followed=${followed} .viewer=${this.#viewer(this.access)} .responses=${this.#responses}></mayday-alert>
                </div>
            </div>
        `;
    }

    #viewer({ opened: { may }, contactId }: LinkAccess): Viewer {
        const acknowledge = may.includes('acknowledge');
        return { contactIds: new Set(contactId ? [contactId] : []), may: { acknowledge, resolve: may.includes('resolve') }, seesDeliveries: acknowledge };
    }

    readonly #showMap = async (): Promise<void> => {
        await import('../map/map-view.ts');
        this.map = true;
    };

    async #open(): Promise<void> {
        try {
            this.access = await LinkAccess.open(location.pathname.split('/').pop() ?? '');
            this.#responses = new Responses(this.access);
            this.#follow = new Follow(this, this.access, () => (this.gone = true), undefined, this.access.opened.alertId);
        } catch (problem) {
            if (problem instanceof Problem && (problem.status === 401 || problem.status === 404)) this.gone = true;
            else this.#retry = setTimeout(() => void this.#open(), RETRY_MS);
        }
    }
}

/** Whether somebody is about to answer with what the server sent. */
function inUse(served: Element | null): boolean {
    const form = served?.querySelector('form');
    if (!form) return false;
    const inputs = [...form.querySelectorAll('input')];
    return form.contains(document.activeElement) || inputs.some(({ type, checked, defaultChecked, value }) => (type === 'radio' ? checked !== defaultChecked : value !== ''));
}
