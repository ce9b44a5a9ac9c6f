/** Keeps the screen on while it is wanted: a locked screen stops a page, and with it the places that it sends. */
export class Awake {
    #wanted = false;
    #lock: WakeLockSentinel | undefined;

    want(wanted: boolean): void {
        if (wanted === this.#wanted) return;
        this.#wanted = wanted;
        if (wanted) document.addEventListener('visibilitychange', this.#hold);
        else document.removeEventListener('visibilitychange', this.#hold);
        void this.#hold();
    }

    /** The browser takes the lock back whenever the page is out of sight. */
    readonly #hold = async (): Promise<void> => {
        try {
            if (!this.#wanted) return await this.#lock?.release();
            if (document.visibilityState === 'visible' && 'wakeLock' in navigator) this.#lock = await navigator.wakeLock.request('screen');
            if (!this.#wanted) await this.#lock?.release();
        } catch {
            // a low battery may refuse it: the page says anyway what a locked screen does
        }
    };
}
