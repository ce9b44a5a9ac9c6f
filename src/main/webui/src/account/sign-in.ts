import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { call } from '../wire/http.ts';
import { AccountSession } from '../wire/session.ts';
import { words } from '../words/words.ts';
import { fields, SendingForm } from './form.ts';

type Step = 'sign-in' | 'sign-up' | 'reset' | 'new-password';

/** Signing in, a new account, a forgotten password. Tells the session by the event `signed-in`. */
@customElement('mayday-sign-in')
export class SignIn extends SendingForm {
    /** Something to say first: that the last session ended. */
    @property() message = '';
    /** What signing in is good for, if not what the dashboard is. */
    @property() lead = '';
    @state() private step: Step = 'sign-in';
    @state() private email = '';

    protected override render(): TemplateResult {
        return html`<section class="card sign-in">${this.message ? html`<p class="warning">${this.message}</p>` : nothing}${this.#step()}</section>`;
    }

    #step(): TemplateResult {
        switch (this.step) {
            case 'sign-in':
                return this.#signIn();
            case 'sign-up':
                return this.#signUp();
            case 'reset':
                return this.#reset();
            case 'new-password':
                return this.#newPassword();
        }
    }

    #signIn(): TemplateResult {
        return html`<h1>${words.signIn.title}</h1>
            <p>${this.lead || words.signIn.lead}</p>
            <form @submit=${this.#submitSignIn}>
                ${this.#emailField()}
                <label>${words.signIn.password} <input name="password" type="password" autocomplete="current-password" required /></label>
                ${this.trouble()}
                <button class="go" ?disabled=${this.busy}>${this.busy ? words.signIn.busy : words.signIn.submit}</button>
            </form>
            <p class="row">${this.#to('sign-up', words.signIn.toSignUp)} ${this.#to('reset', words.signIn.toReset)}</p>`;
    }

    #signUp(): TemplateResult {
        return html`<h1>${words.signUp.title}</h1>
            <form @submit=${this.#submitSignUp}>
                <label>${words.signUp.yourName} <input name="name" autocomplete="name" required maxlength="200" /></label>
                ${this.#emailField()} ${newPasswordField(words.signIn.password)} ${this.trouble()}
                <button class="go" ?disabled=${this.busy}>${words.signUp.submit}</button>
            </form>
            <p class="row">${this.#to('sign-in', words.signIn.toSignIn)}</p>`;
    }

    #reset(): TemplateResult {
        return html`<h1>${words.reset.title}</h1>
            <p>${words.reset.lead}</p>
            <form @submit=${this.#submitReset}>
                ${this.#emailField()} ${this.trouble()}
                <button class="go" ?disabled=${this.busy}>${words.reset.send}</button>
            </form>
            <p class="row">${this.#to('sign-in', words.signIn.toSignIn)}</p>`;
    }

    #newPassword(): TemplateResult {
        return html`<h1>${words.reset.title}</h1>
            <p>${words.reset.sent(this.email)}</p>
            <form @submit=${this.#submitNewPassword}>
                ${codeField(words.reset.code)} ${newPasswordField(words.reset.newPassword)} ${this.trouble()}
                <button class="go" ?disabled=${this.busy}>${words.reset.submit}</button>
            </form>
            <p class="row">${this.#to('sign-in', words.signIn.toSignIn)}</p>`;
    }

    #emailField(): TemplateResult {
        return html`<label>${words.signIn.email} <input name="email" type="email" autocomplete="username" required .value=${this.email} /></label>`;
    }

    #to(step: Step, label: string): TemplateResult {
        return html`<button type="button" class="quiet" @click=${() => this.#go(step)}>${label}</button>`;
    }

    #go(step: Step): void {
        this.problem = '';
        this.message = '';
        this.step = step;
    }

    readonly #submitSignIn = (event: SubmitEvent): void => {
        const field = fields(event);
        void this.send(() => this.#enter(field('email'), field('password')));
    };

    readonly #submitSignUp = (event: SubmitEvent): void => {
        const field = fields(event);
        const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const user = { email: field('email'), name: field('name'), password: field('password'), locale: navigator.language, timeZone };
        void this.send(async () => {
            await call('POST', '/users', { body: user });
            await this.#enter(user.email, user.password);
        });
    };

    readonly #submitReset = (event: SubmitEvent): void => {
        const email = fields(event)('email');
        void this.send(async () => {
            await call('POST', '/password-resets', { body: { email } });
            this.email = email;
            this.#go('new-password');
        });
    };

    readonly #submitNewPassword = (event: SubmitEvent): void => {
        const field = fields(event);
        void this.send(async () => {
            await call('POST', '/password-resets/confirm', { body: { email: this.email, code: field('code').trim(), password: field('password') } });
            this.#go('sign-in');
            this.message = words.reset.done;
        });
    };

    async #enter(email: string, password: string): Promise<void> {
        const detail = await AccountSession.signIn(email, password);
        this.dispatchEvent(new CustomEvent('signed-in', { detail, bubbles: true }));
    }
}

function newPasswordField(label: string): TemplateResult {
    return html`<label>${label} <input name="password" type="password" autocomplete="new-password" required minlength="8" aria-describedby="password-hint" /></label>
        <p id="password-hint" class="small">${words.signUp.passwordHint}</p>`;
}

export function codeField(label: string): TemplateResult {
    return html`<label>${label} <input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="12" /></label>`;
}
