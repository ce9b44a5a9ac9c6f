import { saying } from '../saying.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('en');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

/** What is said of past alerts in English; the model for other languages, each a file like this one. */
const en = {
    title: 'Earlier alerts',
    whose: 'Whose alerts',
    everyone: 'Everyone I guard',
    none: 'There are none to show.',
    back: 'All earlier alerts',
    limits: 'You see the alerts of those whom you guard now. You do not see alerts that were over before you became their guardian, countdowns that were called off, and what has been deleted after its time.',
    goneTitle: 'This alert can’t be shown',
    gone: 'It has been deleted after its time, it was over before you became a guardian of this person, or you are none any more.',

    replay: {
        title: 'The way they went',
        loading: (count: number) => (count === 0 ? 'Loading the track…' : t`Loading the track… ${many(count, 'place', 'places')} so far.`),
        failed: 'The track could not be loaded to its end.',
        none: 'No place of this alert is kept.',
        one: 'There is one place only.',
        places: (count: number, begin: string, end: string) => t`${many(count, 'place', 'places')}, from ${begin} to ${end}`,
        moment: 'Moment',
        play: 'Play',
        pause: 'Pause',
        pace: 'Pace',
        paces: (times: number) => (times === 1 ? 'as it was' : t`${times} times as fast`),
        stopped: (time: string) => t`Stopped at ${time}`,
        end: 'The track ends where the alert ended: where they went after that, it does not say.',
    },

    plots: {
        speed: 'Speed',
        battery: 'Battery',
        unknown: 'not known',
        speedAll: (most: string, at: string) => t`Speed over time. At most ${most}, at ${at}.`,
        batteryAll: (first: string, begin: string, last: string, end: string) => t`Battery over time. From ${first} at ${begin} to ${last} at ${end}.`,
    },

    files: {
        title: 'Save as a file',
        lead: 'These files hold names and places. Keep them as you would keep the person’s secrets.',
        gpx: 'Track for maps (GPX)',
        kml: 'Track for Google Earth (KML)',
        geojson: 'Track for maps on the web (GeoJSON)',
        csv: 'Track for spreadsheets (CSV)',
        cap: 'Alert for other systems (CAP)',
        saved: (name: string) => t`Saved: ${name}`,
    },
};

export default en;
