import type { StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import { words } from '../words/words.ts';
import type { CountryName, World } from './world.ts';

export interface Palette {
    readonly sea: string;
    readonly land: string;
    readonly border: string;
    readonly text: string;
    readonly halo: string;
    readonly track: string;
    readonly trackEdge: string;
    readonly accuracy: string;
    /** A place that somebody has named. */
    readonly place: string;
    /** People: who waits for an answer, who is helped, whose alert is over, who shares their place; and what is around each. */
    readonly urgent: string;
    readonly open: string;
    readonly closed: string;
    readonly sharing: string;
    readonly edge: string;
}

export const LIGHT: Palette = {
    sea: '#c9dcea',
    land: '#f4f2ec',
    border: '#9a978c',
    text: '#3d3b35',
    halo: '#fffffff0',
    track: '#1456b8',
    trackEdge: '#ffffff',
    accuracy: '#1456b8',
    place: '#6b4e00',
    urgent: '#b3121d',
    open: '#0b57b0',
    closed: '#4d5b68',
    sharing: '#6b3fa0',
    edge: '#ffffff',
};

export const DARK: Palette = {
    sea: '#0d1822',
    land: '#1d2730',
    border: '#5b6873',
    text: '#c6d0d8',
    halo: '#10181fee',
    track: '#7fb2ff',
    trackEdge: '#0b1117',
    accuracy: '#7fb2ff',
    place: '#e6cf8a',
    urgent: '#ff9a93',
    open: '#8fbcff',
    closed: '#a9b7c4',
    sharing: '#c9a9f2',
    edge: '#161f28',
};

/** The base map that ships with the page: countries, coasts and towns, with names in the page's language where they have them. */
export function baseStyle(world: World, palette: Palette): StyleSpecification {
    const { countries } = world.countries.objects;
    const text = { 'text-color': palette.text, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 };
    return {
        version: 8,
        sources: {
            land: { type: 'geojson', data: feature(world.countries, countries), tolerance: 0.2 },
            borders: { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: mesh(world.countries, countries) }, tolerance: 0.2 },
            countries: { type: 'geojson', data: points(world.labels.map(label => ({ at: label.at, name: countryName(label), size: label.size }))) },
            towns: {
                type: 'geojson',
                data: points(world.towns.map(([name, lon, lat, rank]) => ({ at: [lon, lat], name, rank }))),
                attribution: words.map.attribution,
            },
        },
        layers: [
            { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
            { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land } },
            { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': palette.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 8, 1.4] } },
            {
                id: 'countries',
                type: 'symbol',
                source: 'countries',
                maxzoom: 8,
                filter: ['>=', ['get', 'size'], ['step', ['zoom'], 60, 3, 20, 4, 6, 5, 0]],
                layout: { 'text-field': ['get', 'name'], 'text-font': ['sans-serif'], 'text-size': 13, 'text-letter-spacing': 0.06, 'text-max-width': 8, 'symbol-sort-key': ['-', ['get', 'size']] },
                paint: { ...text, 'text-opacity': 0.75 },
            },
            {
                id: 'towns',
                type: 'symbol',
                source: 'towns',
                minzoom: 3,
                filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 0, 4, 1, 5, 2, 6, 4]],
                layout: {
                    'text-field': ['concat', '• ', ['get', 'name']],
                    'text-font': ['sans-serif'],
                    'text-size': ['interpolate', ['linear'], ['get', 'rank'], 0, 14, 4, 12],
                    'text-anchor': 'left',
                    'text-offset': [-0.3, 0],
                    'symbol-sort-key': ['get', 'rank'],
                },
                paint: text,
            },
        ],
    };
}

function points(places: readonly { readonly at: readonly number[]; readonly [key: string]: unknown }[]): GeoJSON.FeatureCollection {
    return {
        type: 'FeatureCollection',
        features: places.map(({ at, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...at] } })),
    };
}

const regions = new Map<string, Intl.DisplayNames>();

function countryName({ code, name }: CountryName): string {
    if (!code) return name ?? '';
    const { language } = words;
    if (!regions.has(language)) regions.set(language, new Intl.DisplayNames([language], { type: 'region' }));
    return regions.get(language)?.of(code) ?? code;
}
