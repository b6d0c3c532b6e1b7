// The base map: land, the study area's outline and place names, from our own server. It whispers; the cells speak.
// No glyphs on purpose: without them maplibre draws labels with the reader's own sans-serif and asks no font server.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Theme } from './scales.ts'

type Paint = Record<Theme, Record<string, string>>
const INK: Paint = {
  light: { water: '#d9e2e8', land: '#f4f5f6', area: '#ffffff', outline: '#75818d', label: '#2a333c', minor: '#55606b', halo: '#ffffff', mark: '#10161c', casing: '#ffffff', accent: '#0b57d0' },
  dark: { water: '#0d1318', land: '#1a2128', area: '#1f272f', outline: '#7d8b98', label: '#e6ebf0', minor: '#b4bfca', halo: '#10161b', mark: '#ffffff', casing: '#0b0f13', accent: '#7cc0ff' },
}

/** Cells go under this layer: outlines, ranks and names stay readable above them. */
export const CELLS_BELOW = 'outline'
const EMPTY = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } }
const FONT = ['sans-serif']

/** Colours per layer, which change with the theme. */
function paints(theme: Theme): Record<string, Record<string, string>> {
  const ink = INK[theme] as Record<string, string>
  const text = (colour: string): Record<string, string> => ({ 'text-color': ink[colour] as string, 'text-halo-color': ink['halo'] as string })
  return {
    water: { 'background-color': ink['water'] as string },
    land: { 'fill-color': ink['land'] as string },
    area: { 'fill-color': ink['area'] as string },
    outline: { 'line-color': ink['outline'] as string },
    'hotspot-casing': { 'line-color': ink['casing'] as string },
    'hotspot-line': { 'line-color': ink['mark'] as string },
    'selected-casing': { 'line-color': ink['casing'] as string },
    'selected-line': { 'line-color': ink['accent'] as string },
    villages: text('minor'),
    towns: text('label'),
    'hotspot-rank': { 'text-color': ink['casing'] as string, 'icon-color': ink['mark'] as string },
  }
}

/** Whether the theme has reached the map is one call; see {@link applyTheme}. */
export function baseStyle(theme: Theme): StyleSpecification {
  const paint = paints(theme)
  const line = (id: string, source: string, width: number, minzoom = 0): LayerSpecification =>
    ({ id, source, type: 'line', minzoom, layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { ...paint[id], 'line-width': width } }) as LayerSpecification
  const names = (id: string, kinds: string[], minzoom: number, size: number): LayerSpecification => ({
    id,
    source: 'places',
    type: 'symbol',
    minzoom,
    filter: ['in', ['get', 'kind'], ['literal', kinds]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 7, size - 1, 13, ['match', ['get', 'kind'], 'city', size + 5, 'town', size + 3, size + 1]],
      // A name steps aside for a rank number instead of giving way to it.
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right', 'top-right', 'top-left', 'bottom-left', 'bottom-right'],
      'text-radial-offset': 1.25,
      'text-justify': 'auto',
      'text-padding': 2,
      'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'population'], 0]],
    },
    paint: { ...paint[id], 'text-halo-width': 1.4 },
  })
  return {
    version: 8,
    sources: { land: EMPTY, area: EMPTY, places: EMPTY, hotspots: EMPTY, ranks: EMPTY, selected: EMPTY },
    layers: [
      { id: 'water', type: 'background', paint: { ...paint['water'] } },
      { id: 'land', source: 'land', type: 'fill', paint: { ...paint['land'] } },
      { id: 'area', source: 'area', type: 'fill', paint: { ...paint['area'] } },
      line('outline', 'area', 1),
      // Further out an outline of a few streets is a squiggle; the rank number stands for it.
      line('hotspot-casing', 'hotspots', 3.5, 9.5),
      line('hotspot-line', 'hotspots', 1.5, 9.5),
      line('selected-casing', 'selected', 6),
      line('selected-line', 'selected', 3.5),
      names('villages', ['village', 'suburb'], 10.5, 11),
      names('towns', ['city', 'town'], 6, 12),
      {
        id: 'hotspot-rank',
        source: 'ranks',
        type: 'symbol',
        layout: {
          'text-field': ['to-string', ['get', 'rank']],
          'text-font': FONT,
          'text-size': 11,
          'icon-image': 'rank',
          'icon-text-fit': 'both',
          'icon-text-fit-padding': [3, 6, 3, 6],
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: { ...paint['hotspot-rank'] },
      } as LayerSpecification,
    ],
  }
}

type Paintable = { setPaintProperty(layer: string, name: string, value: unknown): unknown }
export function applyTheme(map: Paintable, theme: Theme): void {
  for (const [layer, properties] of Object.entries(paints(theme))) {
    for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value)
  }
}

/** A rounded label for a rank, as a distance field so that one picture takes any theme's colour. */
export function rankImage(): { width: number; height: number; data: Uint8Array } {
  const size = 24
  const data = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fromCentre = Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2)
      // maplibre reads alpha 0.75 as the edge of a distance field, an eighth of alpha a pixel.
      data[(y * size + x) * 4 + 3] = Math.max(0, Math.min(255, 191 + (9 - fromCentre) * 32))
    }
  }
  return { width: size, height: size, data }
}
