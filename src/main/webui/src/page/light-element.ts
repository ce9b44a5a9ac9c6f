import { LitElement } from 'lit';
import { onWords } from '../words/words.ts';

/** An element that renders into the page itself: one style sheet, and labels that reach across elements. */
export abstract class LightElement extends LitElement {
    #deaf: (() => void) | undefined;

    /** Another language is said at once. */
    override connectedCallback(): void {
        super.connectedCallback();
        this.#deaf = onWords(() => this.requestUpdate());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#deaf?.();
    }

    protected override createRenderRoot(): HTMLElement {
        return this;
    }
}
