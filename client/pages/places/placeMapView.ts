// The small map: circles in metres round what a text may mean, and a point that somebody sets. A plain object with verbs, no React in it.
import { Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl/dist/maplibre-gl-csp.js'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url'
import type { GeoJSONSource, LayerSpecification } from 'maplibre-gl'
import type { BaseMapPart } from '../../api.ts'
import { applyTheme, baseStyle, rankImage } from '../../map/baseStyle.ts'
import type { Theme } from '../../map/scales.ts'
import { boundsOf, circle } from './circle.ts'

setWorkerUrl(workerUrl)

/** `name` stands on the map and beside the list: a number for a candidate, a letter for what was looked up. */
export type Mark = { name: string; lat: number; lng: number; radiusM: number; chosen: boolean }
export type MapPoint = { lat: number; lng: number }
export type PlaceMapEvents = { onPoint: (point: MapPoint, zoom: number) => void; onReady: (ready: boolean) => void }

const INK: Record<Theme, Record<'mark' | 'accent' | 'paper', string>> = {
  light: { mark: '#36434f', accent: '#0b57d0', paper: '#ffffff' },
  dark: { mark: '#d4dce4', accent: '#7cc0ff', paper: '#0f151a' },
}
const MAX_ZOOM = 17
/** A circle of a venue would fill the map: stay far enough out to see which town it is in. */
const CLOSEST = 14
const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const colours = (theme: Theme): [layer: string, property: string, value: unknown][] => {
  const { mark, accent, paper } = INK[theme]
  const own = ['case', ['get', 'chosen'], accent, mark]
  return [
    ['marks-fill', 'fill-color', own], ['marks-line', 'line-color', own], ['marks-dot', 'circle-color', own], ['marks-dot', 'circle-stroke-color', paper],
    ['marks-name', 'icon-color', own], ['marks-name', 'text-color', paper], ['point-halo', 'circle-color', paper], ['point-dot', 'circle-color', accent],
  ]
}

const LAYERS = [
  { id: 'marks-fill', source: 'marks', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-opacity': ['case', ['get', 'chosen'], 0.22, 0.08] } },
  { id: 'marks-line', source: 'marks', type: 'line', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-width': ['case', ['get', 'chosen'], 2.5, 1.2] } },
  { id: 'marks-dot', source: 'marks', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 3, 'circle-stroke-width': 1 } },
  {
    id: 'marks-name', source: 'marks', type: 'symbol', filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'text-field': ['get', 'name'], 'text-font': ['sans-serif'], 'text-size': 12, 'text-anchor': 'bottom', 'text-offset': [0, -0.7], 'icon-image': 'rank', 'icon-text-fit': 'both',
      'icon-text-fit-padding': [3, 6, 3, 6], 'text-allow-overlap': true, 'icon-allow-overlap': true, 'symbol-sort-key': ['case', ['get', 'chosen'], 1, 0],
    },
  },
  { id: 'point-halo', source: 'point', type: 'circle', paint: { 'circle-radius': 10 } },
  { id: 'point-dot', source: 'point', type: 'circle', paint: { 'circle-radius': 7 } },
] as unknown as LayerSpecification[]

const featuresOf = (marks: Mark[]): GeoJSON.Feature[] =>
  marks.flatMap(({ name, lat, lng, radiusM, chosen }): GeoJSON.Feature[] => [
    { type: 'Feature', properties: { name, chosen }, geometry: circle({ lat, lng, radiusM }) },
    { type: 'Feature', properties: { name, chosen }, geometry: { type: 'Point', coordinates: [lng, lat] } },
  ])

export function createPlaceMap(container: HTMLElement, start: { bbox: [number, number, number, number]; theme: Theme }, events: PlaceMapEvents) {
  const map = new GlMap({
    container, style: baseStyle(start.theme), bounds: start.bbox, minZoom: 6, maxZoom: MAX_ZOOM, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, scrollZoom: true, cooperativeGestures: false,
    locale: { 'Map.Title': 'Map of possible places. Arrow keys move it, plus and minus zoom, Enter sets the point in the middle.' },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-right')
  let gone = false
  let theme = start.theme
  const styled = new Promise<void>((resolve) => void map.once('load', () => resolve()))
  const whenStyled = (act: () => void): void => void styled.then(() => (gone ? undefined : act()))
  const fill = (source: string, data: GeoJSON.GeoJSON): void => whenStyled(() => map.getSource<GeoJSONSource>(source)?.setData(data))
  const colour = (): void => {
    for (const [layer, property, value] of colours(theme)) map.setPaintProperty(layer, property as 'fill-color', value as string)
  }

  whenStyled(() => {
    map.addImage('rank', rankImage(), { sdf: true })
    for (const source of ['marks', 'point']) map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    for (const layer of LAYERS) map.addLayer(layer)
    colour()
  })
  map.on('click', ({ lngLat }) => events.onPoint({ lat: lngLat.lat, lng: lngLat.lng }, map.getZoom()))
  map.on('idle', () => events.onReady(true))
  map.on('movestart', () => events.onReady(false))
  map.getCanvas().addEventListener('keydown', (event) => {
    const { lat, lng } = map.getCenter()
    if (event.key === 'Enter') events.onPoint({ lat, lng }, map.getZoom())
  })
  map.getCanvas().style.cursor = 'crosshair'
  // Without a listener maplibre writes every fault to the console.
  map.on('error', () => undefined)

  return {
    setBaseMap: (part: BaseMapPart, data: GeoJSON.FeatureCollection) => fill(part === 'outline' ? 'area' : part, data),
    setTheme(next: Theme) {
      theme = next
      whenStyled(() => {
        applyTheme(map, next)
        colour()
      })
    },
    setMarks: (marks: Mark[]) => fill('marks', { type: 'FeatureCollection', features: featuresOf(marks) }),
    /** A point that was typed may lie out of sight. */
    setPoint(point: MapPoint | null) {
      fill('point', { type: 'FeatureCollection', features: point ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [point.lng, point.lat] } }] : [] })
      if (point && !map.getBounds().contains([point.lng, point.lat])) map.easeTo({ center: [point.lng, point.lat], zoom: Math.max(map.getZoom(), 12), animate: !still(), duration: 300 })
    },
    /** Brings all of them into view, or the whole area when there is none. */
    show(marks: Pick<Mark, 'lat' | 'lng' | 'radiusM'>[]) {
      map.fitBounds(boundsOf(marks) ?? start.bbox, { padding: 44, maxZoom: CLOSEST, animate: !still(), duration: 300 })
    },
    destroy() {
      gone = true
      map.remove()
    },
  }
}
export type PlaceMap = ReturnType<typeof createPlaceMap>
