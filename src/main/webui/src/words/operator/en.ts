import { saying } from '../saying.ts';
import { words } from '../words.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('en');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

const problems = {
    'not-allowed': 'You may not do this, or no longer.',
    'not-found': 'There is no such thing, or it is not yours to see.',
    'last-provider': 'This is the last provider of its kind that is switched on.',
    'already-replayed': 'Somebody has replayed this one already.',
    'try-later': 'The server could not do this now. Please try again in a moment.',
};

/** What the operator's page says in English; the model for other languages, each a file like this one. */
const en = {
    title: 'Operator',
    lead: 'For operators: how this Mayday stands, and what needs somebody.',
    tab: (page: string) => t`${page} · Mayday operator`,
    again: 'Try again',
    more: 'Show more',
    back: (list: string) => t`Back to: ${list}`,
    recorded: 'That you looked at this is recorded in the audit log.',
    reasonOptional: 'Reason, for your colleagues (if you like)',

    nav: {
        label: 'Pages',
        menu: 'Menu',
        overview: 'Overview',
        providers: 'Providers',
        deliveries: 'Deliveries',
        'dead-letters': 'Dead letters',
        users: 'Users',
        alerts: 'Alerts',
        drills: 'Drills',
        audit: 'Audit log',
    },

    refused: {
        title: 'You are not an operator',
        lead: (name: string) => t`You are signed in as ${name}. This account may not look after this Mayday.`,
        how: 'Operators are named by whoever runs the service, by their confirmed e-mail address (the setting MAYDAY_OPERATOR_EMAILS).',
        dashboard: 'Go to your dashboard',
        unverified: 'Operators need a confirmed address.',
    },

    found: {
        all: (count: number) => t`${many(count, 'entry', 'entries')}, that is all.`,
        more: (count: number) => t`The first ${many(count, 'entry', 'entries')}; there are more.`,
        none: 'Nothing matches these filters.',
    },

    filter: {
        title: 'Filters',
        some: (count: number) => t`Filters (${count} set)`,
        show: 'Show',
        clear: 'Clear the filters',
        any: 'any',
        anyTime: 'at any time',
        when: 'When',
        spans: { '1h': 'in the last hour', '24h': 'in the last 24 hours', '7d': 'in the last 7 days' },
        between: 'between two times…',
        since: 'From',
        until: 'Until',
        all: 'Show all instead',
        ofAlert: 'Only those of the alert',
        ofUser: 'Only those of the user',
        byOperator: 'Only what was done by',
        aboutUser: 'Only what is about the user',
    },

    overview: {
        calm: 'Nothing needs you',
        calmLead: 'Providers are well, nothing failed today, and no record was left behind.',
        matters: (count: number) => t`${many(count, 'matter needs', 'matters need')} somebody`,
        heartbeatLost: 'The service’s own test alert did not go the whole way: real alerts may not either',
        unwell: (count: number) => t`${many(count, 'provider is', 'providers are')} unwell or switched off`,
        failed: (count: number) => t`${many(count, 'delivery', 'deliveries')} failed in the last 24 hours`,
        deadLetters: (count: number) => t`${many(count, 'record', 'records')} could not be processed`,
    },

    figures: {
        active: 'Alerts waiting for an answer',
        activated: 'Alerts in the last 24 hours',
        waiting: 'Deliveries waiting',
        failed: 'Failed in the last 24 hours',
        providers: 'Providers that are well',
        of: (some: number, all: number) => t`${some} of ${all}`,
        heartbeat: 'Last test alert of the service',
        drill: 'Last drill',
        never: 'none yet',
    },

    providers: {
        lead: 'Each channel goes by its first provider that is well and switched on. A switch counts for the whole service, within a second.',
        none: 'No provider is set up: nobody can be told of anything.',
        name: 'Provider',
        channel: 'Channel',
        health: 'Health',
        healths: { up: 'well', open: 'failing, passed over', 'half-open': 'being tried again', unknown: 'not used yet' },
        switchedOff: 'switched off',
        attempts: 'Last hour',
        failedOf: (failed: number, all: number) => t`${failed} of ${many(all, 'attempt', 'attempts')} failed`,
        lastSuccess: 'Last success',
        lastFailure: 'Last failure',
        switch: 'Switch',
        off: 'Switch off…',
        on: 'Switch on',
        offTitle: (name: string) => t`Switch off ${name}?`,
        offLead: (channel: string) => t`Messages (${channel}) then go out by the next provider of this channel.`,
        lastOne: (channel: string) => t`This is the last provider for ${channel} that is switched on. Without it nobody is told this way.`,
        offSubmit: 'Switch off',
        offAllTheSame: 'Switch off all the same',
        keep: 'Leave it on',
        isOn: (name: string) => t`${name} is switched on.`,
        isOff: (name: string) => t`${name} is switched off.`,
    },

    deliveries: {
        none: 'Nothing has been sent to anybody yet.',
        one: 'One delivery',
        at: 'Made',
        state: 'State',
        reason: 'Why',
        channel: 'Channel',
        to: 'To',
        purpose: 'What for',
        provider: 'Provider',
        attempts: 'Attempts',
        noAttempt: 'None yet.',
        sent: 'Sent',
        delivered: 'Delivered',
        /** By the purpose's name. One that is not here is shown in plain letters. */
        purposes: {
            'alert-raised': 'tells of an alert',
            'alert-ended': 'says that it is over',
            'alert-acknowledged': 'says that somebody goes',
            'acknowledgement-reminder': 'asks who still goes',
            'expiry-warning': 'warns that it expires',
            'operator-fallback': 'tells whoever is told last',
            'channel-verification': 'checks a webhook',
        },
    },

    links: {
        alert: 'The alert',
        user: 'The user',
        alerts: 'All their alerts',
        deliveries: 'The deliveries',
        looks: 'Who looked',
    },

    deadLetters: {
        none: 'Every record could be processed.',
        at: 'Given up',
        consumer: 'Consumer',
        reason: 'Why',
        from: 'Topic',
        size: 'Size',
        bytes: (count: number) => many(count, 'byte', 'bytes'),
        replay: 'Replay',
        submit: 'Replay',
        replaying: 'Replaying…',
        replayed: 'replayed',
        aloud: 'The record goes to its consumer once more.',
    },

    users: {
        none: 'Nobody has an account yet.',
        one: 'One user',
        query: 'Name, e-mail address or id',
        queryHint: 'At least 3 letters of it.',
        name: 'Name',
        email: 'E-mail',
        phone: 'Telephone',
        contacts: 'Contacts',
        devices: 'Devices',
        signedIn: 'Last sign-in',
        since: 'Account since',
        role: 'Role',
        operator: 'operator',
        id: 'Id',
        verified: 'confirmed',
        unverified: 'not confirmed',
        noContact: 'No contact: an alert of this person would reach nobody.',
        tier: (tier: number) => t`step ${tier}`,
        answers: { sent: 'invited', accepted: 'accepted', declined: 'declined', invited: 'invited', linked: 'has an account' },
        channelStates: { unverified: 'not confirmed', verified: 'confirmed', 'opted-out': 'wants no messages', failing: 'refused what was sent' },
        alerts: 'Newest alerts',
        noAlert: 'No alert so far.',
        end: 'End every session…',
        endTitle: (name: string) => t`Sign ${name} out everywhere?`,
        endLead: 'Every browser and app of this account has to sign in again. An open alert goes on.',
        endSubmit: 'End every session',
        ended: 'Every session of this account has ended.',
    },

    alerts: {
        none: 'No alert so far.',
        one: 'One alert',
        of: (name: string) => t`${name}’s alert`,
        at: 'Raised',
        activated: 'Went out',
        ended: 'Ended',
        who: 'Who',
        kind: 'Kind',
        state: 'State',
        drill: 'Drills',
        real: 'real alerts only',
        drills: 'drills only',
        isDrill: 'drill',
        isSilent: 'silent',
        system: 'Whose',
        peoples: 'people’s',
        withSystem: 'also the service’s own',
        told: 'Who goes',
        goingOf: (going: number, told: number) => t`${going} of ${told} told`,
    },

    glass: {
        title: 'Place and message',
        lead: 'Where this person is, and what they wrote, is hidden. To see it, break the glass: your reason and each look are recorded, and the person can read that you looked.',
        reason: 'Why you need to see it',
        hint: 'At least 10 letters, such as “The ambulance asks which entrance”.',
        submit: 'Break the glass',
        openUntil: (time: string) => t`The glass is broken until ${time}. Each look is recorded.`,
        look: 'Show the place again',
        closed: 'The time is over: the place is hidden again.',
    },

    drills: {
        none: 'No drill so far. People start one on their phone’s page.',
        at: 'When',
        who: 'Who',
        contacts: 'Contacts',
        reached: 'Reached',
        answered: 'Answered',
        failed: 'Failed',
    },

    audit: {
        none: 'Nothing is recorded yet.',
        at: 'When',
        actor: 'Operator',
        action: 'What',
        subject: 'About',
        target: 'Which',
        reason: 'Why',
        /** By the action's name. One that is not here is shown as it is named. */
        actions: {
            'user.read': 'looked at a user',
            'alert.read': 'looked at an alert',
            'alert.break-glass': 'broke the glass',
            'alert.place.read': 'looked at a place',
            'delivery.read': 'looked at a delivery',
        },
    },

    problems,
    /** @param code of a problem, whose last part may be a field's name */
    problem: (code: string): string => {
        if (code.startsWith('invalid-')) return t`The server does not take this value: ${code.slice('invalid-'.length)}. Look at the form, or at the address.`;
        return (problems as Record<string, string>)[code] ?? words.problem(code);
    },
};

export default en;
