import { customElement, property } from 'lit/decorators.js';
import { now } from '../live/clock.ts';
import { clockMinute } from '../words/format.ts';
import { words } from '../words/words.ts';
import { TickingElement } from './ticking-element.ts';

/** Until when something lasts, and how long that is, kept true every second. */
@customElement('mayday-left')
export class Left extends TickingElement {
    @property() at = '';

    protected override render(): string {
        const end = Date.parse(this.at);
        const seconds = Math.ceil((end - now()) / 1_000);
        return `${words.sharing.until(clockMinute(end))} · ${seconds > 0 ? words.sharing.left(seconds) : words.sharing.ending}`;
    }
}
