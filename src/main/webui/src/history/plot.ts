import { html, svg, type TemplateResult } from 'lit';
import { past } from '../words/history-words.ts';
import { clockTime } from '../words/format.ts';
import type { Series, Value } from './series.ts';
import type { Track, TrackFix } from './track.ts';

const WIDTH = 600;
const HEIGHT = 100;

/** A measure over the time of a track: drawn, and in words. */
export interface Plot {
    readonly name: string;
    /** What the drawing shows, for those who don't see it. */
    readonly said: string;
    readonly measure: (fix: TrackFix) => number | undefined;
    readonly written: (value: number) => string;
    /** The value at the upper edge. */
    readonly top: number;
    /** SVG's `d`. */
    readonly path: string;
}

export const COLUMNS = WIDTH;

/** @param top the value at the upper edge; the lower is 0 */
export function pathOf({ lines }: Series, { begin, end }: Track, top: number): string {
    const x = ({ ms }: Value): string => ((WIDTH * (ms - begin)) / Math.max(1, end - begin)).toFixed(1);
    const y = ({ value }: Value): string => (HEIGHT * (1 - value / Math.max(top, Number.MIN_VALUE))).toFixed(1);
    // a lone value is a line too, of no length: its round end is seen
    return lines.map(line => line.map((each, i) => `${i ? 'L' : 'M'}${x(each)} ${y(each)}${line.length === 1 ? 'h0' : ''}`).join('')).join('');
}

/** @param sought called with a moment that was pressed, in milliseconds */
export function drawn(plot: Plot, track: Track, ms: number, fix: TrackFix, sought: (ms: number) => void): TemplateResult {
    const value = plot.measure(fix);
    const x = (WIDTH * (ms - track.begin)) / Math.max(1, track.end - track.begin);
    const seek = (event: PointerEvent): void => {
        const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
        sought(track.begin + ((event.clientX - left) / width) * (track.end - track.begin));
    };
    return html`<figure class="plot">
        <figcaption><b>${plot.name}</b> <span>${value === undefined ? past.plots.unknown : plot.written(value)}</span></figcaption>
        <div class="plot__field" dir="ltr">
            <bdi class="plot__top" aria-hidden="true">${plot.written(plot.top)}</bdi>
            <svg role="img" aria-label=${plot.said} viewBox="0 -4 ${WIDTH} ${HEIGHT + 8}" preserveAspectRatio="none" @pointerdown=${seek}>
                ${svg`<path class="plot__line" d=${plot.path}></path><line class="plot__moment" x1=${x} x2=${x} y1="-4" y2=${HEIGHT + 4}></line>`}
            </svg>
        </div>
        <p class="plot__ends small" dir="ltr" aria-hidden="true"><bdi>${clockTime(track.begin)}</bdi> <bdi>${clockTime(track.end)}</bdi></p>
    </figure>`;
}
