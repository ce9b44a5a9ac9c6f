import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { announce } from '../page/announce.ts';
import { LightElement } from '../page/light-element.ts';
import { say } from '../words/phone-words.ts';

/** Long enough that nobody does it by chance, short enough for a hand that shakes. */
const HOLD_MS = 1_000;
const MAIN_BUTTON = 0;

/**
 * The button that must be held: by finger, mouse, space or enter. A short press, which is all that some screen readers and
 * switches can give, offers a second button instead. Tells it by the event `held`.
 */
@customElement('mayday-hold')
export class Hold extends LightElement {
    @property() label = '';
    @property({ type: Boolean }) drill = false;
    @state() private holding = false;
    @state() private released = false;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #done = false;

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        clearTimeout(this.#timer);
    }

    /** What can be pressed instead must be seen, however small the screen is. */
    protected override updated(changed: PropertyValues): void {
        if (changed.has('released') && this.released) this.querySelector('.hold__offer')?.scrollIntoView({ block: 'nearest' });
    }

    protected override render(): TemplateResult {
        return html`<button type="button" class="hold" ?data-drill=${this.drill} data-holding=${this.holding}
                @pointerdown=${this.#down} @pointerup=${this.#up} @pointercancel=${this.#up} @contextmenu=${stop}
                @keydown=${this.#keyDown} @keyup=${this.#keyUp} @blur=${this.#stop} @click=${this.#click}>
                <span class="hold__fill" aria-hidden="true"></span>
                <span class="hold__label">${this.holding ? say.raise.holding : this.label}</span>
            </button>
            ${this.released ? this.#offer() : nothing}`;
    }

    #offer(): TemplateResult {
        return html`<div class="hold__offer">
            <p>${say.raise.released}</p>
            <div class="row">
                <button type="button" class="danger" @click=${this.#fire}>${say.raise.now}</button>
                <button type="button" @click=${() => (this.released = false)}>${say.raise.never}</button>
            </div>
        </div>`;
    }

    readonly #down = (event: PointerEvent): void => {
        if (event.button !== MAIN_BUTTON) return;
        // a finger that slides is still a finger that holds
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        this.#start();
    };

    readonly #up = (): void => this.#release();

    readonly #keyDown = (event: KeyboardEvent): void => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) this.#start();
    };

    readonly #keyUp = (event: KeyboardEvent): void => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        this.#release();
    };

    /** A click that no hold led to: a screen reader's. */
    readonly #click = (): void => {
        if (!this.#done && !this.released) this.#tooShort();
        this.#done = false;
    };

    #start(): void {
        if (this.holding) return;
        this.holding = true;
        this.released = false;
        this.#done = false;
        this.#timer = setTimeout(this.#fire, HOLD_MS);
    }

    #release(): void {
        if (!this.holding) return;
        this.#stop();
        this.#tooShort();
    }

    readonly #stop = (): void => {
        clearTimeout(this.#timer);
        this.holding = false;
    };

    #tooShort(): void {
        this.released = true;
        announce(say.raise.released, true);
    }

    readonly #fire = (): void => {
        this.#stop();
        this.#done = true;
        this.released = false;
        this.dispatchEvent(new CustomEvent('held', { bubbles: true }));
    };
}

function stop(event: Event): void {
    event.preventDefault();
}
