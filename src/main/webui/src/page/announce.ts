/** Tells screen readers what changed: each page has one polite and one assertive region, empty until something happens. */
export function announce(text: string, urgent = false): void {
    const region = document.querySelector(urgent ? '#aloud-now' : '#aloud');
    if (!region) return;
    const line = document.createElement('p');
    line.textContent = text;
    region.replaceChildren(...[...region.children].slice(-4), line);
}
