// One map for the life of the page (each unmount would leak a WebGL context): a plain object with verbs, no React in it.
import { MapboxOverlay } from '@deck.gl/mapbox'
import { latLngToCell } from 'h3-js'
import { Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl/dist/maplibre-gl-csp.js'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url'
import type { GeoJSONSource, LngLat } from 'maplibre-gl'
import type { BaseMapPart } from '../api.ts'
import type { Run } from '../../server/contract/results.ts'
import type { Resolution } from '../../server/contract/vocabulary.ts'
import { roundView } from '../state.ts'
import type { Measure, View } from '../state.ts'
import { applyTheme, baseStyle, rankImage } from './baseStyle.ts'
import { cellLayer } from './cellLayers.ts'
import { freeRoom } from './freeRoom.ts'
import { bounds, cellSize, hotspotOutlines, hotspotRanks, selectedOutline } from './outlines.ts'
import type { Theme } from './scales.ts'
import type { TileCell } from './tileCells.ts'
import { MAX_ZOOM, drawnResolution, finestResolution } from './zoom.ts'

setWorkerUrl(workerUrl)

export type Drawn = { zoom: number; resolution: Resolution; areaKm2: number; widthM: number }
export type Hover = { x: number; y: number; cell: TileCell } | null
export type MapEvents = {
  onView: (view: View) => void
  onDrawn: (drawn: Drawn) => void
  onCell: (cell: string) => void
  onHover: (hover: Hover) => void
  onReady: (ready: boolean) => void
  onTileError: (error: unknown) => void
  onLost: () => void
}
export type MapScene = { run: Run; measure: Measure; theme: Theme; attempt: number }
export type MapController = ReturnType<typeof createMapController>
type Start = { view: View | null; bbox: [number, number, number, number]; theme: Theme }

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

export function createMapController(container: HTMLElement, start: Start, events: MapEvents) {
  const map = new GlMap({
    container,
    style: baseStyle(start.theme),
    ...(start.view
      ? { center: [start.view.lng, start.view.lat] as [number, number], zoom: start.view.zoom }
      : { bounds: start.bbox, fitBoundsOptions: { padding: freeRoom(container) } }),
    minZoom: 6,
    maxZoom: MAX_ZOOM,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { 'Map.Title': 'Map of cells. Arrow keys move it, plus and minus zoom, Enter selects the cell in the middle.' },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-right')

  const overlay = new MapboxOverlay({ interleaved: true, layers: [] })
  const styled = new Promise<void>((resolve) => void map.once('load', () => resolve()))
  const loaded = new Map<string, TileCell>()
  let scene: MapScene | null = null
  let gone = false
  let layer: ReturnType<typeof cellLayer> | null = null

  void styled.then(() => {
    map.addImage('rank', rankImage(), { sdf: true })
    map.addControl(overlay)
  })

  function fill(source: string, data: GeoJSON.GeoJSON): void {
    void styled.then(() => (gone ? undefined : map.getSource<GeoJSONSource>(source)?.setData(data)))
  }
  function drawnNow(): Resolution {
    return drawnResolution(map.getZoom(), scene ? finestResolution(scene.run.levels) : 9)
  }
  function cellAt(place: LngLat): string {
    return latLngToCell(place.lat, place.lng, drawnNow())
  }
  function tellDrawn(): void {
    const resolution = drawnNow()
    events.onDrawn({ zoom: map.getZoom(), resolution, ...cellSize(cellAt(map.getCenter()), resolution) })
  }
  /** Ready: the tiles of this view are here, and maplibre has drawn all there is to draw. */
  function tellReady(): void {
    events.onReady(Boolean(layer?.isLoaded) && map.loaded())
  }

  map.on('idle', tellReady)
  map.on('movestart', () => events.onReady(false))
  map.on('zoom', tellDrawn)
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter()
    events.onView(roundView({ lat, lng, zoom: map.getZoom() }))
    tellDrawn()
  })
  map.on('click', (event) => events.onCell(cellAt(event.lngLat)))
  map.on('mousemove', (event) => {
    const cell = loaded.get(cellAt(event.lngLat))
    map.getCanvas().style.cursor = 'pointer'
    events.onHover(cell ? { x: event.point.x, y: event.point.y, cell } : null)
  })
  map.on('mouseout', () => events.onHover(null))
  map.on('webglcontextlost', () => events.onLost())
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key === 'Enter') events.onCell(cellAt(map.getCenter()))
  })
  // Without a listener maplibre writes every fault to the console; tiles report their own.
  map.on('error', () => undefined)

  return {
    setBaseMap: (part: BaseMapPart, data: GeoJSON.FeatureCollection) => fill(part === 'outline' ? 'area' : part, data),
    setScene(next: MapScene) {
      if (scene?.theme !== next.theme) void styled.then(() => applyTheme(map, next.theme))
      if (scene?.run.id !== next.run.id) {
        loaded.clear()
        fill('hotspots', hotspotOutlines(next.run.hotspots))
        fill('ranks', hotspotRanks(next.run.hotspots))
      }
      scene = next
      events.onReady(false)
      layer = cellLayer({
        ...next,
        onTile: (cells) => cells.forEach((cell) => loaded.set(cell.cell, cell)),
        onLoaded: () => map.triggerRepaint(),
        onError: events.onTileError,
      })
      const layers = [layer]
      void styled.then(() => overlay.setProps({ layers }))
      tellDrawn()
    },
    setSelection: (cells: string[]) => fill('selected', selectedOutline(cells)),
    flyToCells(cells: string[]) {
      if (cells.length > 0) map.fitBounds(bounds(cells), { padding: freeRoom(container), maxZoom: 12.6, animate: !still(), duration: 700 })
    },
    /** Moves the map just enough when something lies over the cell. */
    reveal(cell: string) {
      const [west, south, east, north] = bounds([cell])
      const { x, y } = map.project([(west + east) / 2, (south + north) / 2])
      const room = freeRoom(container)
      const low = container.clientHeight - room.bottom - 20
      const high = room.top + 20
      const by = y > low ? y - (low + high) / 2 : y < high ? y - (low + high) / 2 : 0
      if (by !== 0 && x >= 0) map.panBy([0, by], { animate: !still(), duration: 300 })
    },
    fit: () => map.fitBounds(start.bbox, { padding: freeRoom(container), animate: !still(), duration: 500 }),
    goTo(view: View) {
      const at = map.getCenter()
      const here = roundView({ lat: at.lat, lng: at.lng, zoom: map.getZoom() })
      if (here.lat !== view.lat || here.lng !== view.lng || here.zoom !== view.zoom) map.jumpTo({ center: [view.lng, view.lat], zoom: view.zoom })
    },
    destroy() {
      gone = true
      map.remove()
    },
  }
}
