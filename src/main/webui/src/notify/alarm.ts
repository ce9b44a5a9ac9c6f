/** A guardian who sleeps beside it hears it more than once; one who is out is not waited for all night. */
const AGAIN_MS = 10_000;
const MOST = 30;

/** Rings when somebody begins to wait for an answer: again and again until nobody does, or somebody is at this page. */
export class Alarm {
    #known: ReadonlySet<string> | undefined;
    #again: ReturnType<typeof setTimeout> | undefined;
    #rung = 0;

    constructor(private readonly ring: () => void) {}

    /** @param waiting the ids of the alerts that wait for whoever looks; those of the first call are seen by whoever opens the page */
    waits(waiting: readonly string[]): void {
        const begins = this.#known !== undefined && waiting.some(id => !this.#known?.has(id));
        this.#known = new Set(waiting);
        if (waiting.length === 0) this.stop();
        else if (begins) this.#start();
    }

    /** Somebody is there. */
    stop(): void {
        clearTimeout(this.#again);
    }

    #start(): void {
        this.stop();
        this.#rung = 0;
        this.#once();
    }

    #once(): void {
        this.ring();
        if (++this.#rung < MOST) this.#again = setTimeout(() => this.#once(), AGAIN_MS);
    }
}
