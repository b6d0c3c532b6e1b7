// Binds the small map to React: what to show goes in, a point that was set comes out.
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { fetchBaseMap } from '../../api.ts'
import { useTheme } from '../../ui/media.ts'
import { createPlaceMap } from './placeMapView.ts'
import type { MapPoint, Mark, PlaceMap as View } from './placeMapView.ts'

type Props = { bbox: [number, number, number, number]; marks: Mark[]; point: MapPoint | null; onPoint: (point: MapPoint, zoom: number) => void }

export default function PlaceMap({ bbox, marks, point, onPoint }: Props) {
  const theme = useTheme()
  const container = useRef<HTMLDivElement>(null)
  const latest = useRef(onPoint)
  useEffect(() => {
    latest.current = onPoint
  })
  const [view, setView] = useState<View | null>(null)
  const [failed, setFailed] = useState<Error | null>(null)
  // A map that cannot start is for the boundary above to say; effects must hand it over through a render.
  if (failed) throw failed

  useEffect(() => {
    const { current } = container
    if (!current) return undefined
    const stop = new AbortController()
    let made: View
    try {
      made = createPlaceMap(current, { bbox, theme }, {
        onPoint: (...at) => latest.current(...at),
        onReady: (ready) => void (current.dataset['ready'] = String(ready)),
      })
      // The map is the outside system here; React learns of it once.
      setView(made) // eslint-disable-line react/set-state-in-effect
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)))
      return undefined
    }
    for (const part of ['land', 'outline', 'places'] as const) {
      // Without its base map the map is poorer and still true.
      fetchBaseMap(part, { signal: stop.signal }).then((data) => made.setBaseMap(part, data), () => undefined)
    }
    return () => {
      stop.abort()
      made.destroy()
    }
    // Once: a second map would cost a second WebGL context.
  }, []) // eslint-disable-line react/exhaustive-deps

  useEffect(() => view?.setTheme(theme), [view, theme])
  const shown = JSON.stringify(marks.map(({ name, lat, lng, radiusM }) => [name, lat, lng, radiusM]))
  const chosen = marks.findIndex((mark) => mark.chosen)
  useEffect(() => view?.setMarks(marks), [view, shown, chosen]) // eslint-disable-line react/exhaustive-deps
  // The view follows what there is to see, not which of it is pointed at.
  useEffect(() => view?.show(marks), [view, shown]) // eslint-disable-line react/exhaustive-deps
  useEffect(() => view?.setPoint(point), [view, point])

  return (
    <div className="place-map-frame">
      <div className="place-map-canvas" ref={container} />
      <div className="crosshair" aria-hidden="true" />
    </div>
  )
}
