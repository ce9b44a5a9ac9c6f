import { html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { announce } from '../page/announce.ts';
import { op } from '../words/operator-words.ts';
import { words } from '../words/words.ts';
import { hrefOf } from './address.ts';
import { alertColumns } from './alerts.ts';
import type { Filter } from './filters.ts';
import { ListView } from './list-view.ts';
import { facts, mark, person, table, time, type Column } from './parts.ts';
import type { User, UserContact, UserFile } from './types.ts';
import { OnceView } from './view.ts';

/** The accounts, found by a part of name or e-mail address. */
@customElement('mayday-op-users')
export class UsersView extends ListView<User> {
    protected override readonly path = '/users';

    protected override nothingYet(): string {
        return op.users.none;
    }

    protected override filters(): readonly Filter[] {
        return [{ kind: 'text', name: 'query', label: op.users.query, hint: op.users.queryHint, atLeast: 3 }];
    }

    protected override columns(): readonly Column<User>[] {
        return [
            { title: op.users.name, cell: ({ id, name }) => person(id, name) },
            { title: op.users.email, cell: email },
            { title: op.users.phone, cell: ({ phone }) => html`<bdi dir="ltr">${phone ?? '–'}</bdi>` },
            { title: op.users.contacts, cell: ({ contacts }) => contacts },
            { title: op.users.devices, cell: ({ devices }) => devices },
            { title: op.users.signedIn, cell: ({ lastSignInAt }) => time(lastSignInAt) },
            { title: op.users.since, cell: ({ createdAt }) => time(createdAt) },
        ];
    }
}

/** One account with its contacts and newest alerts. That it was looked at is on record. */
@customElement('mayday-op-user')
export class UserView extends OnceView {
    @state() private file: UserFile | undefined;
    @state() private ended = false;
    @query('dialog') private dialog!: HTMLDialogElement;

    protected override async load(): Promise<void> {
        this.file = await this.desk.get<UserFile>(`/users/${encodeURIComponent(this.address.id ?? '')}`);
    }

    protected override render(): TemplateResult {
        return html`
            <p><a href=${hrefOf('users')}>${op.back(op.nav.users)}</a></p>
            <h1 tabindex="-1"><bdi>${this.file?.user.name ?? op.users.one}</bdi></h1>
            ${this.file ? this.#known(this.file) : this.unloaded()}
        `;
    }

    #known({ user, contacts, alerts }: UserFile): TemplateResult {
        const { id, phone, role, devices, createdAt, lastSignInAt } = user;
        return html`
            <p class="small">${op.recorded}</p>
            ${this.trouble()}
            <section class="card">
                ${facts([
                    [op.users.email, email(user)],
                    [op.users.phone, phone && html`<bdi dir="ltr">${phone}</bdi>`],
                    [op.users.role, role === 'operator' ? op.users.operator : undefined],
                    [op.users.devices, devices],
                    [op.users.signedIn, time(lastSignInAt)],
                    [op.users.since, time(createdAt)],
                    [op.users.id, html`<bdi class="about__id">${id}</bdi>`],
                ])}
                <p class="row">
                    <a class="button" href=${hrefOf('alerts', { userId: id })}>${op.links.alerts}</a>
                    <a class="button" href=${hrefOf('deliveries', { userId: id })}>${op.links.deliveries}</a>
                    <a class="button" href=${hrefOf('audit', { subjectId: id })}>${op.links.looks}</a>
                    <button type="button" aria-disabled=${this.busy} @click=${() => this.dialog.showModal()}>${op.users.end}</button>
                </p>
                ${this.ended ? html`<p class="warning" role="status">${op.users.ended}</p>` : nothing}
            </section>
            <section class="card" aria-labelledby="contacts-title">
                <h2 id="contacts-title">${op.users.contacts}</h2>
                ${contacts.length === 0 ? html`<p>${op.users.noContact}</p>` : html`<ul class="plain">${contacts.map(contact)}</ul>`}
            </section>
            <section aria-labelledby="alerts-title">
                <h2 id="alerts-title">${op.users.alerts}</h2>
                ${alerts.length === 0 ? html`<p class="card">${op.users.noAlert}</p>` : table(op.users.alerts, alertColumns(false), alerts)}
            </section>
            ${this.#question(user)}
        `;
    }

    #question({ name }: User): TemplateResult {
        return html`<dialog aria-labelledby="end-title">
            <h2 id="end-title">${op.users.endTitle(name)}</h2>
            <p>${op.users.endLead}</p>
            <div class="row">
                <button type="button" class="button--filled" @click=${this.#end}>${op.users.endSubmit}</button>
                <button type="button" @click=${() => this.dialog.close()}>${words.cancel}</button>
            </div>
        </dialog>`;
    }

    readonly #end = (): void => {
        this.dialog.close();
        void this.send(async () => {
            await this.desk.post(`/users/${encodeURIComponent(this.address.id ?? '')}/sessions/end`);
            this.ended = true;
            announce(op.users.ended);
        });
    };
}

function email({ email: address, emailVerified }: { email: string; emailVerified: boolean }): TemplateResult {
    return html`<bdi>${address}</bdi> ${emailVerified ? mark('fine', '✓', op.users.verified) : mark('warn', '⚠', op.users.unverified)}`;
}

function contact({ name, relationship, tier, state: answer, guardian, channels }: UserContact): TemplateResult {
    const answered = guardian ? op.users.guardian : ((op.users.answers as Record<string, string>)[answer] ?? answer);
    return html`<li class="contact">
        <b><bdi>${name}</bdi></b>${relationship ? html` <span class="small"><bdi>${relationship}</bdi></span>` : nothing}
        <span class="small">${op.users.tier(tier)} · ${answered}</span>
        <ul>${channels.map(({ type, address, state: stands }) => html`<li>${words.told.channels[type] ?? type}${address ? html`: <bdi>${address}</bdi>` : nothing} ${channelMark(stands)}</li>`)}</ul>
    </li>`;
}

function channelMark(stands: string): TemplateResult {
    const said = (op.users.channelStates as Record<string, string>)[stands] ?? stands;
    return stands === 'verified' ? mark('fine', '✓', said) : mark(stands === 'failing' ? 'bad' : 'warn', stands === 'failing' ? '✕' : '⚠', said);
}
