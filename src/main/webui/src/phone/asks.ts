import type { AlertStateMessage, DeviceMessage, ErrorMessage } from './messages.ts';

export type Told = AlertStateMessage | ErrorMessage | { readonly type: 'ok'; readonly ref?: string };

interface Ask {
    readonly message: object;
    readonly fulfil: (answer: Told) => void;
}

/** Questions that wait for their answer, however often the line breaks meanwhile. They live as long as the page: they hold PINs. */
export class Asks {
    readonly #open = new Map<string, Ask>();
    readonly #said = new Set<string>();
    #refs = 0;

    constructor(private readonly say: (message: object) => boolean) {}

    ask(message: object): Promise<Told> {
        const ref = `ask-${++this.#refs}`;
        return new Promise(fulfil => {
            this.#open.set(ref, { message: { ...message, ref }, fulfil });
        });
    }

    /** The line is another one: what was said on the last may not have arrived. */
    onNewLine(): void {
        this.#said.clear();
    }

    /** Says each once on this line: a wrong PIN that is given twice counts twice. */
    sayAll(): void {
        for (const [ref, { message }] of this.#open) if (!this.#said.has(ref) && this.say(message)) this.#said.add(ref);
    }

    heard(message: DeviceMessage): void {
        if (message.type !== 'ok' && message.type !== 'error' && message.type !== 'alert.state') return;
        const ask = message.ref === undefined ? undefined : this.#open.get(message.ref);
        if (!ask || message.ref === undefined) return;
        this.#open.delete(message.ref);
        this.#said.delete(message.ref);
        ask.fulfil(message);
    }
}
