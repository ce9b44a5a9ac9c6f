import { html, nothing, type TemplateResult } from 'lit';
import type { Me } from '../wire/types.ts';
import { words } from '../words/words.ts';
import './language-picker.ts';

interface Account {
    readonly me: Me | undefined;
    /** Absent while nobody is signed in. */
    readonly signOut: (() => void) | undefined;
}

/** The head of a page that one signs in to. @param title what stands beside our name */
export function accountBar({ me, signOut }: Account, title: unknown = nothing): TemplateResult {
    return html`<header class="bar">
        <a class="bar__name" href="#/">${words.name}${title}</a>
        <span class="bar__account">
            ${me ? html`<span class="bar__who">${words.signIn.signedInAs(me.name)}</span>` : nothing}
            <mayday-language></mayday-language>
            ${signOut ? html`<button type="button" class="quiet" @click=${signOut}>${words.signIn.signOut}</button>` : nothing}
        </span>
    </header>`;
}
