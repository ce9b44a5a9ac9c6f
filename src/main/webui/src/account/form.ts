import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { LightElement } from '../page/light-element.ts';
import { Problem } from '../wire/http.ts';
import { words } from '../words/words.ts';

/** A form that sends something and says why if that failed. */
export abstract class SendingForm extends LightElement {
    @state() protected busy = false;
    @state() protected problem = '';

    protected async send(work: () => Promise<void>): Promise<void> {
        if (this.busy) return;
        this.busy = true;
        this.problem = '';
        try {
            await work();
        } catch (problem) {
            this.problem = this.inWords(problem instanceof Problem ? problem.code : '');
        } finally {
            this.busy = false;
        }
    }

    /** @param code of a problem; empty where nobody gave one */
    protected inWords(code: string): string {
        return words.problem(code);
    }

    protected trouble(): TemplateResult | typeof nothing {
        return this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing;
    }
}

export function fields(event: SubmitEvent): (name: string) => string {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    return name => {
        const value = form.get(name);
        return typeof value === 'string' ? value : '';
    };
}
