import { customElement, property } from 'lit/decorators.js';
import { age } from '../words/format.ts';
import { TickingElement } from './ticking-element.ts';

/** How long ago something was, kept true every second. */
@customElement('mayday-age')
export class Age extends TickingElement {
    @property() at = '';

    protected override render(): string {
        return age(this.at);
    }
}
