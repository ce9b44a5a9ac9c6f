import { LitElement } from 'lit';

/** An element that renders into the page itself: one style sheet, and labels that reach across elements. */
export abstract class LightElement extends LitElement {
    protected override createRenderRoot(): HTMLElement {
        return this;
    }
}
