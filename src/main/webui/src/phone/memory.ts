import type { Fix } from '../wire/types.ts';
import type { NumberedFix } from './messages.ts';
import { Kept, type Facts, type Keeping, type Press } from './store.ts';

/** For a browser that keeps nothing (a private window may not): good until the page is closed. */
export class Remembered implements Keeping {
    #facts: Partial<Facts> = {};
    readonly #presses = new Map<string, Press>();
    readonly #fixes = new Map<number, NumberedFix>();
    #seq = 0;

    async fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined> {
        return this.#facts[name];
    }

    async note<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void> {
        this.#facts = { ...this.#facts, [name]: value };
    }

    async presses(): Promise<readonly Press[]> {
        return [...this.#presses.values()];
    }

    async keep(press: Press): Promise<void> {
        this.#presses.set(press.clientAlertId, press);
    }

    async forget(clientAlertId: string): Promise<void> {
        this.#presses.delete(clientAlertId);
    }

    async add(fix: Fix): Promise<NumberedFix> {
        const numbered = { ...fix, seq: ++this.#seq };
        this.#fixes.set(numbered.seq, numbered);
        return numbered;
    }

    async newest(most: number): Promise<readonly NumberedFix[]> {
        return [...this.#fixes.values()].sort((a, b) => b.seq - a.seq).slice(0, most);
    }

    async forgetFixes(numbers: readonly number[]): Promise<void> {
        for (const seq of numbers) this.#fixes.delete(seq);
    }

    async waiting(): Promise<number> {
        return this.#fixes.size;
    }

    async clear(): Promise<void> {
        const { installation } = this.#facts;
        this.#facts = installation ? { installation } : {};
        this.#presses.clear();
        this.#fixes.clear();
    }
}

/** What this browser keeps, or at least remembers. */
export function keeping(): Promise<Keeping> {
    return typeof indexedDB === 'undefined' ? Promise.resolve(new Remembered()) : Kept.open().catch(() => new Remembered());
}
