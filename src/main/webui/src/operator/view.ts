import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { SendingForm } from '../account/form.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import type { Address } from './address.ts';
import type { Desk } from './desk.ts';

/** What the console shows at one address, for as long as it is there. Its `h1` is there from the first, to be focused. */
export abstract class ConsoleView extends SendingForm {
    @property({ attribute: false }) desk!: Desk;
    @property({ attribute: false }) address!: Address;

    protected override inWords(code: string): string {
        return op.problem(code);
    }
}

/** A view that asks once for what it shows: a look at a person's data is on record, and is not to be repeated by itself. */
export abstract class OnceView extends ConsoleView {
    override connectedCallback(): void {
        super.connectedCallback();
        this.reload();
    }

    protected abstract load(): Promise<void>;

    protected reload(): void {
        void this.send(() => this.load());
    }

    /** In place of what could not be had: why, and a way to try again. */
    protected unloaded(): TemplateResult | typeof nothing {
        if (!this.problem) return html`<p>${words.loading}</p>`;
        return html`${this.trouble()}<button type="button" @click=${() => this.reload()}>${op.again}</button>`;
    }
}
