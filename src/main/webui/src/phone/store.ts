import type { Fix, State } from '../wire/types.ts';
import type { NumberedFix, Trigger } from './messages.ts';

/** An alert of one's own as this phone knows it. */
export interface Press {
    readonly clientAlertId: string;
    /** Absent where it was raised elsewhere: by another phone, or a check-in that was missed. */
    readonly trigger?: Trigger;
    readonly alertId?: string;
    /** `UNSENT` until the server has said that it can no longer be lost. */
    readonly state: 'UNSENT' | State;
    readonly version: number;
    readonly activatesAt?: string;
    /** Who said last to be on the way. */
    readonly goes?: { readonly name: string; readonly etaMinutes?: number };
}

/** What the page and its service worker both know. */
export interface Facts {
    /** The name of this installation, in which `seq` counts up. */
    readonly installation: string;
    /** A token that opens the device socket alone, for when no session can be renewed. */
    readonly device: { readonly id: string; readonly token: string };
    readonly me: { readonly id: string; readonly name: string; readonly pinSet: boolean };
}

/** What is kept on this phone: presses until they end, places until the server holds them. */
export interface Keeping {
    fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined>;
    note<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void>;
    presses(): Promise<readonly Press[]>;
    keep(press: Press): Promise<void>;
    forget(clientAlertId: string): Promise<void>;
    /** Gives it the next number. */
    add(fix: Fix): Promise<NumberedFix>;
    /** The newest first. */
    newest(most: number): Promise<readonly NumberedFix[]>;
    forgetFixes(numbers: readonly number[]): Promise<void>;
    waiting(): Promise<number>;
    /** All that is somebody's: for whoever uses this browser next. */
    clear(): Promise<void>;
}

const NAME = 'mayday-phone';

/** In IndexedDB, which outlives the page. */
export class Kept implements Keeping {
    private constructor(private readonly db: IDBDatabase) {}

    static open(): Promise<Kept> {
        return new Promise((fulfil, refuse) => {
            const opening = indexedDB.open(NAME, 1);
            opening.addEventListener('upgradeneeded', () => {
                opening.result.createObjectStore('facts');
                opening.result.createObjectStore('presses', { keyPath: 'clientAlertId' });
                opening.result.createObjectStore('fixes', { keyPath: 'seq' });
            });
            opening.addEventListener('success', () => fulfil(new Kept(opening.result)));
            opening.addEventListener('error', () => refuse(opening.error ?? new Error(NAME)));
            opening.addEventListener('blocked', () => refuse(new Error(NAME)));
        });
    }

    async fact<K extends keyof Facts>(name: K): Promise<Facts[K] | undefined> {
        return done<Facts[K] | undefined>(this.#on('facts', 'readonly').get(name));
    }

    async note<K extends keyof Facts>(name: K, value: Facts[K]): Promise<void> {
        await done(this.#on('facts', 'readwrite').put(value, name));
    }

    async presses(): Promise<readonly Press[]> {
        return done<Press[]>(this.#on('presses', 'readonly').getAll());
    }

    async keep(press: Press): Promise<void> {
        await done(this.#on('presses', 'readwrite').put(press));
    }

    async forget(clientAlertId: string): Promise<void> {
        await done(this.#on('presses', 'readwrite').delete(clientAlertId));
    }

    /** In one transaction, so that two tabs never give the same number. */
    async add(fix: Fix): Promise<NumberedFix> {
        const both = this.db.transaction(['facts', 'fixes'], 'readwrite');
        const last = await done<number | undefined>(both.objectStore('facts').get('seq'));
        const numbered = { ...fix, seq: (last ?? 0) + 1 };
        both.objectStore('facts').put(numbered.seq, 'seq');
        await done(both.objectStore('fixes').put(numbered));
        return numbered;
    }

    newest(most: number): Promise<readonly NumberedFix[]> {
        return new Promise((fulfil, refuse) => {
            const found: NumberedFix[] = [];
            const walking = this.#on('fixes', 'readonly').openCursor(null, 'prev');
            walking.addEventListener('error', () => refuse(walking.error ?? new Error(NAME)));
            walking.addEventListener('success', () => {
                const at = walking.result;
                if (at && found.push(at.value as NumberedFix) < most) at.continue();
                else fulfil(found);
            });
        });
    }

    async forgetFixes(numbers: readonly number[]): Promise<void> {
        const fixes = this.#on('fixes', 'readwrite');
        await Promise.all(numbers.map(seq => done(fixes.delete(seq))));
    }

    async waiting(): Promise<number> {
        return done(this.#on('fixes', 'readonly').count());
    }

    /** The count of `seq` goes on, and so does the installation's name: a number is never given twice. */
    async clear(): Promise<void> {
        const all = this.db.transaction(['facts', 'presses', 'fixes'], 'readwrite');
        for (const name of ['device', 'me']) all.objectStore('facts').delete(name);
        all.objectStore('presses').clear();
        await done(all.objectStore('fixes').clear());
    }

    #on(store: string, mode: IDBTransactionMode): IDBObjectStore {
        return this.db.transaction(store, mode).objectStore(store);
    }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((fulfil, refuse) => {
        request.addEventListener('success', () => fulfil(request.result));
        request.addEventListener('error', () => refuse(request.error ?? new Error(NAME)));
    });
}
