import type { Attempt, Channel, DeliveryState, Kind, Reason, State } from '../../wire/types.ts';
import { saying } from '../saying.ts';
import { left } from '../span.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('en');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

const kinds: Record<Kind, string> = {
    sos: 'SOS',
    medical: 'Medical emergency',
    fire: 'Fire',
    assault: 'Assault',
    accident: 'Accident',
    fall: 'Fall',
    'checkin-missed': 'Missed check-in',
    other: 'Emergency',
};

const states: Record<State, string> = {
    PENDING: 'Countdown running',
    ACTIVE: 'Nobody has answered yet',
    ACKNOWLEDGED: 'Help is on the way',
    RESOLVED: 'Over',
    CANCELLED: 'Cancelled',
    EXPIRED: 'Expired',
};

const reasons: Record<Reason, string> = {
    safe: 'safe',
    'false-alarm': 'false alarm',
    helped: 'helped',
};

const channels: Record<Channel, string> = {
    email: 'E-mail',
    sms: 'Text message',
    voice: 'Phone call',
    push: 'Push message',
    webhook: 'Webhook',
};

const deliveries: Record<DeliveryState, string> = {
    QUEUED: 'waiting to be sent',
    SENT: 'sent',
    DELIVERED: 'delivered',
    FAILED: 'could not be delivered',
    SUPPRESSED: 'not sent: no longer wanted',
};

const outcomes: Record<Attempt['outcome'], string> = {
    accepted: 'accepted',
    delivered: 'delivered',
    retry: 'failed, will be tried again',
    rejected: 'refused',
};

const compass = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

const problems = {
    other: 'That did not work. Please try again.',
    unreachable: 'The server could not be reached. Check your connection and try again.',
    'try-later': 'The server is busy. Please try again in a moment.',
    'wrong-credentials': 'That e-mail address and password do not belong together.',
    'not-signed-in': 'You are no longer signed in.',
    'too-many-attempts': 'Too many attempts. Please wait a few minutes.',
    'email-taken': 'There is an account with this e-mail address already.',
    'invalid-email': 'That does not look like an e-mail address.',
    'invalid-password': 'Choose a longer or less common password: at least 8 characters.',
    'invalid-name': 'Please give a name.',
    'invalid-code': 'That code is wrong or too old.',
    'wrong-pin': 'That PIN is wrong.',
    'not-allowed': 'You may not do this.',
    'already-linked': 'Someone else has accepted this invitation with their account already.',
    'not-found': 'That is no longer there.',
    'illegal-transition': 'The alert has changed in the meantime; this is no longer possible.',
};

/** Every word of the pages in English; the model for other languages, each a file like this one. */
const en = {
    language: 'en',
    direction: 'ltr' as 'ltr' | 'rtl',
    name: 'Mayday',
    loading: 'Loading…',
    chooseLanguage: 'Language',
    skip: 'Skip to content',
    minutes: (count: number) => many(count, 'minute', 'minutes'),

    /** How long ago; spans are whole numbers of their unit. */
    age: {
        now: 'just now',
        seconds: (count: number) => t`${count} s ago`,
        minutes: (count: number) => t`${count} min ago`,
        hours: (count: number, minutes: number) => (minutes ? t`${count} h ${minutes} min ago` : t`${count} h ago`),
        days: (count: number) => t`${many(count, 'day', 'days')} ago`,
    },

    connection: {
        connecting: 'Connecting…',
        live: 'Live',
        lost: (since: string) => t`Connection lost since ${since}. What you see may be out of date.`,
        retrying: (seconds: number) => (seconds > 0 ? t`Trying again in ${seconds} s.` : 'Trying now…'),
        retry: 'Try now',
        back: 'Connected again. You have everything that was missed.',
        lostAloud: 'Connection lost. Trying to reconnect.',
    },

    signIn: {
        title: 'Sign in',
        lead: 'See who needs you, where they are, and answer.',
        email: 'E-mail address',
        password: 'Password',
        submit: 'Sign in',
        busy: 'Signing in…',
        signOut: 'Sign out',
        signedInAs: (name: string) => t`Signed in as ${name}`,
        expired: 'You have been signed out. Please sign in again.',
        toSignUp: 'Create an account',
        toSignIn: 'I have an account',
        toReset: 'Forgot your password?',
    },
    signUp: {
        title: 'Create an account',
        yourName: 'Your name',
        passwordHint: 'At least 8 characters.',
        submit: 'Create account',
    },
    reset: {
        title: 'Set a new password',
        lead: 'We send a code to your e-mail address.',
        send: 'Send the code',
        sent: (email: string) => t`If ${email} has an account, a code is on its way to it.`,
        code: 'Code from the e-mail',
        newPassword: 'New password',
        submit: 'Set password',
        done: 'Your password is changed. Sign in with it.',
    },
    notify: {
        title: 'Notifications',
        off: 'This device can show a notification when someone needs you, even while this page is closed.',
        on: 'This device shows a notification when someone needs you.',
        blocked: 'Notifications from this page are blocked. Allow them in your browser’s settings to be told here.',
        failed: 'That did not work. Please try again.',
        turnOn: 'Notify me on this device',
        turnOff: 'Stop notifying this device',
    },
    sound: {
        title: 'Sound',
        wanted: 'Ring on this page when somebody needs an answer',
        blocked: 'Your browser stays silent until you press something on this page.',
        try: 'Let me hear it',
    },
    verify: {
        title: 'Confirm your e-mail address',
        lead: 'Until you do, you cannot be anyone’s guardian.',
        send: 'Send me a code',
        sent: 'A code is on its way to you.',
        code: '6-digit code',
        submit: 'Confirm',
        done: 'Your e-mail address is confirmed.',
    },

    alerts: {
        title: 'Alerts',
        urgent: 'Needs an answer now',
        open: 'Being helped',
        mine: 'Your own alert',
        closed: 'Over',
        earlier: 'Earlier alerts',
        replay: 'See the way they went',
        more: 'Show more',
        all: 'All alerts',
        noneTitle: 'Nobody needs you right now',
        none: 'When someone you guard raises an alert, it appears here at once.',
        guarding: (names: string) => t`You are a guardian of ${names}.`,
        unconfirmed: 'Confirm your e-mail address first: until then you see none of their alerts.',
        guardingNobody: 'You guard nobody yet. People add you as a contact and send you an invitation.',
        tab: (count: number) => t`(${count}) `,
        aloud: (name: string, kind: string) => t`${name} needs help: ${kind}`,
        changed: (name: string, state: string) => t`${name}: ${state}`,
        coming: (who: string, name: string) => t`${who} is going to ${name}`,
        declinedAloud: (who: string, name: string) => t`${who} can’t go to ${name}`,
    },

    /** Somebody's live location without an alert. */
    sharing: {
        title: 'Sharing their location with you',
        mine: 'You are sharing your location',
        shares: (name: string) => t`${name} shares their location with you`,
        ended: (name: string) => t`${name} no longer shares their location with you`,
        over: 'This sharing is over',
        overLead: 'You no longer see where they are. If they share again, it appears in the list.',
        until: (time: string) => t`until ${time}`,
        left: (seconds: number) => t`${left(seconds)} left`,
        ending: 'about to end',
        since: (time: string) => t`Since ${time}`,
        here: (name: string, age: string) => t`${name} (sharing), ${age}`,
    },

    alert: {
        needs: (name: string) => t`${name} needs help`,
        was: (name: string) => t`${name}’s alert`,
        yours: 'Your alert',
        drill: 'Drill: this is a test',
        silent: 'Silent alert: do not call this person',
        duress: 'Under duress: someone may be forcing this person. Do not call them; what their phone shows is not true.',
        gone: 'You can no longer follow this alert.',
        raised: 'Pressed',
        receivedLate: (when: string) => t`Pressed earlier; the phone could reach us only at ${when}.`,
        note: 'What they wrote',
        call: (name: string) => t`Call ${name}`,
        kinds,
        states,
        resolved: (reason: Reason, by: string) => (by ? t`Over: ${reasons[reason]}, says ${by}` : t`Over: ${reasons[reason]}`),
        aContact: 'a contact',
        someone: 'someone',
        service: 'Mayday',
    },

    place: {
        title: 'Where',
        none: 'No place has come in yet.',
        seen: 'Last seen',
        accuracy: (metres: string) => t`within ${metres}`,
        battery: (percent: number) => t`battery ${percent} %`,
        batteryLow: 'low',
        moving: (speed: string, toward: string) => (toward ? t`moving at ${speed}, ${toward}` : t`moving at ${speed}`),
        near: (distance: string, direction: string, town: string) => t`${distance} ${direction} of ${town}`,
        at: (name: string) => t`at “${name}”`,
        nearPlace: (distance: string, name: string) => t`${distance} from “${name}”`,
        inTown: (town: string) => t`in or near ${town}`,
        compass,
        old: 'This place is old: the phone has been silent since.',
        directions: 'Open in maps app',
        osm: 'Show on OpenStreetMap',
        copy: 'Copy coordinates',
        copied: 'Copied',
        skipped: (count: number) => t`${many(count, 'place was', 'places were')} left out here to keep up; the full track is kept.`,
    },

    map: {
        label: 'Map',
        show: 'Show the map',
        follow: 'Follow',
        overview: 'Show everyone',
        unavailable: 'This browser cannot draw the map. The place is given in words and coordinates.',
        loading: 'Loading the map…',
        here: (name: string, age: string) => t`${name}, ${age}`,
        more: (count: number) => t`${count} more here`,
        zoomIn: 'Zoom in',
        zoomOut: 'Zoom out',
        attribution: 'Borders: Natural Earth. Towns: GeoNames, CC BY 4.0',
    },

    answer: {
        title: 'Your answer',
        eta: 'I can be there in … minutes',
        etaUnit: 'min',
        etaUnknown: 'don’t know',
        addNote: 'Add a message',
        note: 'Message to the others',
        go: 'I’m going',
        cannot: 'I can’t go',
        going: 'You are on your way.',
        goingAt: (time: string) => t`You said you would be there at ${time}.`,
        change: 'Change',
        afterAll: 'I can’t after all',
        declined: 'You said you can’t go.',
        goAfterAll: 'I can go after all',
        sending: 'Sending…',
        resolve: 'End the alert…',
        resolveTitle: 'End this alert?',
        resolveLead: 'Everyone who was told will be told that it is over.',
        resolveReasons: { safe: 'They are safe', helped: 'They were helped', 'false-alarm': 'It was a false alarm' } satisfies Record<Reason, string>,
        resolveSubmit: 'End the alert',
        keepOpen: 'Keep it open',
        pin: 'PIN',
        viewOnly: 'This link lets you look; it cannot answer for anyone.',
    },

    people: {
        coming: 'On the way',
        went: 'Who answered',
        nobody: 'Nobody has said yet that they are going.',
        nobodyWent: 'Nobody said that they were going.',
        arrives: (time: string, minutes: number) => (minutes > 0 ? t`there in about ${minutes} min (${time})` : t`expected at ${time}`),
        since: (time: string) => t`since ${time}`,
        cannot: 'Can’t go',
        you: 'you',
    },

    told: {
        title: 'Who was told',
        none: 'Nobody has been told yet.',
        hidden: 'This link does not show who was told.',
        channels,
        states: deliveries,
        at: (state: string, time: string) => t`${state} at ${time}`,
        since: (state: string, time: string) => t`${state} since ${time}`,
        attempts: (count: number) => many(count, 'attempt', 'attempts'),
        attempt: (time: string, outcome: string, detail: string) => (detail ? t`${time}: ${outcome} (${detail})` : t`${time}: ${outcome}`),
        outcomes,
        summary: (reached: number, people: number) => t`${reached} of ${many(people, 'person', 'people')} reached`,
    },

    timeline: {
        title: 'What happened',
        empty: 'Nothing yet.',
        by: (what: string, who: string) => t`${what}: ${who}`,
        /** By the entry's type. One that is not here is shown as its type says, in plain letters. */
        types: {
            raised: 'Button pressed',
            activated: 'Alert went out',
            'state-changed': 'State changed',
            acknowledged: 'On the way',
            declined: 'Can’t go',
            stale: 'No sign from those on the way; the others are told again',
            cancelled: 'Cancelled',
            resolved: 'Ended',
            expired: 'Expired: nothing heard for a day',
            'location-silent': 'The phone has fallen silent',
            'location-back': 'The phone is heard again',
            'battery-low': 'The battery is low',
            'place-entered': 'Came to a place',
            'place-left': 'Left a place',
            duress: 'Duress PIN used',
            'pin-locked': 'Wrong PIN five times',
        },
    },

    link: {
        title: 'Someone needs help',
        over: 'This link is no longer valid.',
        overLead: 'It was withdrawn, it has expired, or the address is incomplete. If someone may be in danger, call the emergency number.',
    },

    invitation: {
        title: 'Invitation',
        lead: (name: string) => t`${name} asks you to be an emergency contact.`,
        what: (name: string) => t`If ${name} ever presses the alarm button, Mayday tells you at once, shows you where ${name} is, and you can say that you are going. Until then nobody sees where anyone is.`,
        accept: 'Accept',
        acceptAs: (account: string) => t`Accept as ${account}`,
        decline: 'Decline',
        declineLead: (name: string) => t`If you decline, you get no messages about ${name}.`,
        account: 'Use an account? Then you see their alerts on your dashboard, too.',
        withAccount: 'Sign in or create an account first',
        accepted: (name: string) => t`Thank you. You are now an emergency contact of ${name}.`,
        linked: 'Their alerts will appear on your dashboard.',
        toDashboard: 'Open the dashboard',
        declined: (name: string) => t`You declined. You will get no messages about ${name}.`,
        acceptedBefore: 'You accepted this invitation',
        declinedBefore: 'You declined this invitation',
        over: 'This invitation is no longer valid.',
        overLead: 'It was answered already, or the address is incomplete. Ask for a new one.',
        someone: 'Someone',
    },

    problems,
    problem: (code: string): string => (problems as Record<string, string>)[code] ?? problems.other,
    dismiss: 'Dismiss',
    cancel: 'Cancel',
};

export default en;
