import type { HistoryWords } from '../history-words.ts';
import { saying } from '../saying.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('de');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

const de: HistoryWords = {
    title: 'Frühere Alarme',
    whose: 'Wessen Alarme',
    everyone: 'Alle, auf die ich achte',
    none: 'Es gibt keine zu zeigen.',
    back: 'Alle früheren Alarme',
    limits: 'Sie sehen die Alarme derer, deren Vertrauensperson Sie jetzt sind. Nicht zu sehen sind Alarme, die vorbei waren, bevor Sie es wurden, abgebrochene Countdowns und was nach seiner Frist gelöscht ist.',
    goneTitle: 'Dieser Alarm kann nicht gezeigt werden',
    gone: 'Er ist nach seiner Frist gelöscht, war vorbei, bevor Sie Vertrauensperson wurden, oder Sie sind es nicht mehr.',

    replay: {
        title: 'Der Weg',
        loading: count => (count === 0 ? 'Der Weg wird geladen …' : t`Der Weg wird geladen … bisher ${many(count, 'Ort', 'Orte')}.`),
        failed: 'Der Weg konnte nicht bis zu seinem Ende geladen werden.',
        none: 'Zu diesem Alarm ist kein Ort gespeichert.',
        one: 'Es gibt nur einen Ort.',
        places: (count, begin, end) => t`${many(count, 'Ort', 'Orte')}, von ${begin} bis ${end}`,
        moment: 'Zeitpunkt',
        play: 'Abspielen',
        pause: 'Anhalten',
        pace: 'Tempo',
        paces: times => (times === 1 ? 'wie es war' : t`${times}-mal so schnell`),
        stopped: time => t`Angehalten bei ${time}`,
        end: 'Der Weg endet mit dem Alarm: Wohin es danach ging, sagt er nicht.',
    },

    plots: {
        speed: 'Geschwindigkeit',
        battery: 'Akku',
        unknown: 'nicht bekannt',
        speedAll: (most, at) => t`Geschwindigkeit im Lauf der Zeit. Höchstens ${most}, um ${at}.`,
        batteryAll: (first, begin, last, end) => t`Akku im Lauf der Zeit. Von ${first} um ${begin} bis ${last} um ${end}.`,
    },

    files: {
        title: 'Als Datei speichern',
        lead: 'Diese Dateien enthalten Namen und Orte. Bewahren Sie sie auf wie ein Geheimnis dieser Person.',
        gpx: 'Weg für Karten (GPX)',
        kml: 'Weg für Google Earth (KML)',
        geojson: 'Weg für Karten im Web (GeoJSON)',
        csv: 'Weg für Tabellen (CSV)',
        cap: 'Alarm für andere Systeme (CAP)',
        saved: name => t`Gespeichert: ${name}`,
    },
};

export default de;
