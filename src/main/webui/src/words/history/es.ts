import type { HistoryWords } from '../history-words.ts';
import { saying } from '../saying.ts';

const t = saying('ltr');
const plural = new Intl.PluralRules('es');
const many = (count: number, one: string, other: string): string => `${count} ${plural.select(count) === 'one' ? one : other}`;

const es: HistoryWords = {
    title: 'Alertas anteriores',
    whose: 'Alertas de',
    everyone: 'Todas las personas por las que velo',
    none: 'No hay ninguna que mostrar.',
    back: 'Todas las alertas anteriores',
    limits: 'Ve las alertas de las personas por las que vela ahora. No ve las que terminaron antes de que velara por ellas, las cuentas atrás canceladas ni lo que se borró al cumplirse su plazo.',
    goneTitle: 'Esta alerta no se puede mostrar',
    gone: 'Se borró al cumplirse su plazo, terminó antes de que velara por esta persona, o ya no vela por ella.',

    replay: {
        title: 'El recorrido',
        loading: count => (count === 0 ? 'Cargando el recorrido…' : t`Cargando el recorrido… ${many(count, 'lugar', 'lugares')} hasta ahora.`),
        failed: 'El recorrido no se pudo cargar hasta el final.',
        none: 'No se conserva ningún lugar de esta alerta.',
        one: 'Hay un solo lugar.',
        places: (count, begin, end) => t`${many(count, 'lugar', 'lugares')}, de ${begin} a ${end}`,
        moment: 'Momento',
        play: 'Reproducir',
        pause: 'Pausa',
        pace: 'Ritmo',
        paces: times => (times === 1 ? 'como fue' : t`${times} veces más rápido`),
        stopped: time => t`Detenido a las ${time}`,
        end: 'El recorrido termina con la alerta: no dice adónde fue después.',
    },

    plots: {
        speed: 'Velocidad',
        battery: 'Batería',
        unknown: 'desconocida',
        speedAll: (most, at) => t`Velocidad a lo largo del tiempo. Como máximo ${most}, a las ${at}.`,
        batteryAll: (first, begin, last, end) => t`Batería a lo largo del tiempo. De ${first} a las ${begin} a ${last} a las ${end}.`,
    },

    files: {
        title: 'Guardar en un archivo',
        lead: 'Estos archivos contienen nombres y lugares. Guárdelos como un secreto de esa persona.',
        gpx: 'Recorrido para mapas (GPX)',
        kml: 'Recorrido para Google Earth (KML)',
        geojson: 'Recorrido para mapas en la web (GeoJSON)',
        csv: 'Recorrido para hojas de cálculo (CSV)',
        cap: 'Alerta para otros sistemas (CAP)',
        saved: name => t`Guardado: ${name}`,
    },
};

export default es;
