import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../words/words.ts';
import { choose, LANGUAGES } from './language.ts';
import { LightElement } from './light-element.ts';

/** Lets a person choose the language of the pages in this browser. */
@customElement('mayday-language')
export class LanguagePicker extends LightElement {
    protected override render(): TemplateResult {
        return html`<select class="language" aria-label=${words.chooseLanguage} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
            ${[...LANGUAGES].map(([language, name]) => html`<option value=${language} lang=${language} .selected=${language === words.language}>${name}</option>`)}
        </select>`;
    }
}
