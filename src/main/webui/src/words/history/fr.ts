import type { HistoryWords } from '../history-words.ts';
import { saying } from '../saying.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('fr');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

const fr: HistoryWords = {
    title: 'Alertes passées',
    whose: 'Les alertes de',
    everyone: 'Toutes les personnes sur qui je veille',
    none: 'Il n’y en a aucune à montrer.',
    back: 'Toutes les alertes passées',
    limits: 'Vous voyez les alertes des personnes sur qui vous veillez maintenant. Vous ne voyez pas les alertes terminées avant que vous ne veilliez sur elles, les comptes à rebours annulés, ni ce qui a été effacé au bout de son délai.',
    goneTitle: 'Cette alerte ne peut pas être montrée',
    gone: 'Elle a été effacée au bout de son délai, elle était terminée avant que vous ne veilliez sur cette personne, ou vous ne veillez plus sur elle.',

    replay: {
        title: 'Le trajet',
        loading: count => (count === 0 ? 'Chargement du trajet…' : t`Chargement du trajet… ${many(count, 'lieu', 'lieux')} pour l’instant.`),
        failed: 'Le trajet n’a pas pu être chargé jusqu’au bout.',
        none: 'Aucun lieu n’est conservé pour cette alerte.',
        one: 'Il n’y a qu’un seul lieu.',
        places: (count, begin, end) => t`${many(count, 'lieu', 'lieux')}, de ${begin} à ${end}`,
        moment: 'Moment',
        play: 'Lire',
        pause: 'Pause',
        pace: 'Vitesse',
        paces: times => (times === 1 ? 'comme c’était' : t`${times} fois plus vite`),
        stopped: time => t`Arrêté à ${time}`,
        end: 'Le trajet s’arrête avec l’alerte : il ne dit pas où la personne est allée ensuite.',
    },

    plots: {
        speed: 'Vitesse',
        battery: 'Batterie',
        unknown: 'inconnue',
        speedAll: (most, at) => t`La vitesse au fil du temps. Au plus ${most}, à ${at}.`,
        batteryAll: (first, begin, last, end) => t`La batterie au fil du temps. De ${first} à ${begin} jusqu’à ${last} à ${end}.`,
    },

    files: {
        title: 'Enregistrer dans un fichier',
        lead: 'Ces fichiers contiennent des noms et des lieux. Gardez-les comme un secret de cette personne.',
        gpx: 'Trajet pour une carte (GPX)',
        kml: 'Trajet pour Google Earth (KML)',
        geojson: 'Trajet pour une carte sur le Web (GeoJSON)',
        csv: 'Trajet pour un tableur (CSV)',
        cap: 'Alerte pour d’autres systèmes (CAP)',
        saved: name => t`Enregistré : ${name}`,
    },
};

export default fr;
