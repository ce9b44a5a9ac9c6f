const KEPT_AS = 'mayday.sound';
/** Hertz, one after the other. */
const TONES = [880, 660, 880];
const TONE_S = 0.35;
const LOUD = 0.5;
/** How soon a tone is there and gone, so that it begins and ends without a crack. */
const SOFT_S = 0.02;

/** What this browser rings with. It makes no sound of its own accord: a person must have pressed something on the page before. */
export class Bell {
    #context: AudioContext | undefined;

    /** Whether whoever sits here wants to hear it; kept in this browser. */
    get wanted(): boolean {
        return localStorage.getItem(KEPT_AS) !== 'off';
    }

    set wanted(wanted: boolean) {
        localStorage.setItem(KEPT_AS, wanted ? 'on' : 'off');
    }

    get allowed(): boolean {
        return navigator.userActivation?.hasBeenActive ?? true;
    }

    ring(): void {
        if (!this.wanted || !this.allowed) return;
        this.#context ??= new AudioContext();
        const context = this.#context;
        void context.resume().then(
            () => TONES.forEach((frequency, i) => tone(context, frequency, context.currentTime + i * TONE_S)),
            // no loudspeaker: the page says all of it in words
            () => undefined,
        );
    }
}

function tone(context: AudioContext, frequency: number, from: number): void {
    const oscillator = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setTargetAtTime(LOUD, from, SOFT_S);
    volume.gain.setTargetAtTime(0, from + TONE_S * 0.7, SOFT_S);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + TONE_S);
}
