import { call } from '../wire/http.ts';
import type { Session } from '../wire/session.ts';
import type { Alert, Answer, Reason } from '../wire/types.ts';

/** Who looks at an alert, and what they may do. */
export interface Viewer {
    readonly userId?: string;
    /** The contacts that this viewer is: one for a link, one for each person that an account guards. */
    readonly contactIds: ReadonlySet<string>;
    readonly may: { readonly acknowledge: boolean; readonly resolve: boolean };
    /** What this viewer may not see: a link that the owner made hides who was told, and the places that its person has named. */
    readonly seesDeliveries: boolean;
}

export function owns(viewer: Viewer, alert: Alert): boolean {
    return viewer.userId !== undefined && viewer.userId === alert.person.id;
}

export function ownAnswer(viewer: Viewer, answers: readonly Answer[]): Answer | undefined {
    return answers.find(({ contactId }) => contactId !== undefined && viewer.contactIds.has(contactId));
}

/** What a person does about an alert; each answers with the alert as it then is. */
export class Responses {
    constructor(private readonly session: Session) {}

    acknowledge(alertId: string, note: string, etaMinutes: number | undefined): Promise<Alert> {
        return this.#act(alertId, 'acknowledge', { ...(note && { note }), ...(etaMinutes !== undefined && { etaMinutes }) });
    }

    decline(alertId: string, note: string): Promise<Alert> {
        return this.#act(alertId, 'decline', note ? { note } : {});
    }

    resolve(alertId: string, reason: Reason, pin: string): Promise<Alert> {
        return this.#act(alertId, 'resolve', { reason, ...(pin && { pin }) });
    }

    async #act(alertId: string, act: string, body: object): Promise<Alert> {
        return call<Alert>('POST', `/alerts/${alertId}/${act}`, { body, token: await this.session.token() });
    }
}
