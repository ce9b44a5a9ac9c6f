import { everySecond } from '../live/clock.ts';
import { LightElement } from './light-element.ts';

/** An element that says how long something has lasted or will: drawn anew every second. */
export abstract class TickingElement extends LightElement {
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.requestUpdate());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }
}
