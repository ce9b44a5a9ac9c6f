import { customElement, property } from 'lit/decorators.js';
import { everySecond } from '../live/clock.ts';
import { age } from '../words/format.ts';
import { LightElement } from './light-element.ts';

/** How long ago something was, kept true every second. */
@customElement('mayday-age')
export class Age extends LightElement {
    @property() at = '';
    #stop: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#stop = everySecond(() => this.requestUpdate());
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.();
    }

    protected override render(): string {
        return age(this.at);
    }
}
