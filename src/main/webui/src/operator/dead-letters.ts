import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { now } from '../live/clock.ts';
import { announce } from '../page/announce.ts';
import { Problem } from '../wire/http.ts';
import { op } from '../words/operator-words.ts';
import type { Filter } from './filters.ts';
import { ListView } from './list-view.ts';
import { mark, time, type Column } from './parts.ts';
import type { DeadLetter } from './types.ts';

/** Records that a consumer could not take; each can be given to it once more. */
@customElement('mayday-op-dead-letters')
export class DeadLettersView extends ListView<DeadLetter> {
    protected override readonly path = '/dead-letters';
    @state() private replaying = '';

    protected override nothingYet(): string {
        return op.deadLetters.none;
    }

    protected override filters(): readonly Filter[] {
        return [{ kind: 'choice', name: 'consumer', label: op.deadLetters.consumer, any: op.filter.any, choices: Object.entries(op.deadLetters.consumers) }];
    }

    protected override columns(): readonly Column<DeadLetter>[] {
        return [
            { title: op.deadLetters.at, cell: ({ at }) => time(at) },
            { title: op.deadLetters.consumer, cell: ({ consumer }) => (op.deadLetters.consumers as Record<string, string>)[consumer] ?? consumer },
            { title: op.deadLetters.reason, cell: ({ reason }) => html`<bdi>${reason ?? '–'}</bdi>` },
            { title: op.deadLetters.from, cell: ({ topic, partition, offset }) => html`<bdi>${topic ?? '–'}</bdi> <span class="small"><bdi dir="ltr">${partition}:${offset}</bdi></span>` },
            { title: op.deadLetters.size, cell: ({ size }) => op.deadLetters.bytes(size) },
            { title: op.deadLetters.replay, cell: letter => this.#replay(letter) },
        ];
    }

    #replay({ id, replayedAt, consumer, partition, offset }: DeadLetter): TemplateResult {
        if (replayedAt) return html`<span tabindex="-1" data-letter=${id}>${mark('fine', '✓', op.deadLetters.replayed)} ${time(replayedAt)}</span>`;
        return html`<button type="button" aria-disabled=${this.busy} @click=${() => void this.send(() => this.#again(id))}>${this.replaying === id ? op.deadLetters.replaying : op.deadLetters.submit}<span class="unseen"> ${consumer} ${partition}:${offset}</span></button>`;
    }

    async #again(id: string): Promise<void> {
        this.replaying = id;
        try {
            await this.desk.post(`/dead-letters/${encodeURIComponent(id)}/replay`);
            announce(op.deadLetters.aloud);
            const replayedAt = new Date(now()).toISOString();
            this.items = this.items?.map(letter => (letter.id === id ? { ...letter, replayedAt } : letter));
        } catch (problem) {
            if (problem instanceof Problem && problem.code === 'already-replayed') await this.load(); // a colleague was faster
            throw problem;
        } finally {
            this.replaying = '';
            await this.updateComplete;
            this.querySelector<HTMLElement>(`[data-letter="${CSS.escape(id)}"]`)?.focus();
        }
    }
}
