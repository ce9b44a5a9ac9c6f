import type { Map as MapLibre } from 'maplibre-gl';

/** A font that the map's style has, if that is known: with one that it lacks nothing of a source would be drawn. */
export function fontOf(map: MapLibre): string[] | undefined {
    if (map.getGlyphs() === null) return ['sans-serif'];
    const fonts = map.getStyle().layers.map(layer => layer.type === 'symbol' && layer.layout?.['text-font']);
    return fonts.find((font): font is string[] => Array.isArray(font) && font.every(name => typeof name === 'string') && font[0] !== 'literal' && font[0] !== 'get');
}
