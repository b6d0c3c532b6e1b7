// Binds the one map to React: state goes in as verbs, what happens on the map comes out as callbacks.
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import type { Catalogue, Run } from '../../server/contract/results.ts'
import { fetchBaseMap } from '../api.ts'
import { changeState, currentState, usePageState } from '../pageState.ts'
import { createMapController } from './controller.ts'
import type { Drawn, Hover, MapController } from './controller.ts'
import { HoverLabel } from './HoverLabel.tsx'
import type { Theme } from './scales.ts'

type Props = {
  catalogue: Catalogue
  run: Run
  theme: Theme
  attempt: number
  /** Cells to outline and, when `fly` changes, to bring into view. */
  selected: string[]
  fly: { cells: string[]; turn: number }
  onCell: (cell: string) => void
  onDrawn: (drawn: Drawn) => void
  onTileError: (error: unknown) => void
  onLost: () => void
}

/** On a phone the sheet rises first: what it will cover is known when it stands still. */
function afterSheet(act: () => void): void {
  setTimeout(act, matchMedia('(max-width: 719px)').matches ? 230 : 0)
}

function mark(ready: boolean): void {
  document.documentElement.dataset['mapReady'] = String(ready)
}

export default function MapView(props: Props) {
  const { catalogue, run, theme, attempt, selected, fly } = props
  const { measure } = usePageState()
  const container = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const [controller, setController] = useState<MapController | null>(null)
  const [hover, setHover] = useState<Hover>(null)
  const [failed, setFailed] = useState<Error | null>(null)
  // A map that cannot start is for the boundary above to say; effects must hand it over through a render.
  if (failed) throw failed

  useEffect(() => {
    if (!container.current) return undefined
    const stop = new AbortController()
    let made: MapController | null = null
    try {
      made = createMapController(container.current, { view: currentState().view, bbox: catalogue.studyArea.bbox, theme }, {
        onView: (next) => changeState({ view: next }, 'replace'),
        onDrawn: (drawn) => latest.current.onDrawn(drawn),
        onCell: (cell) => {
          latest.current.onCell(cell)
          afterSheet(() => made?.reveal(cell))
        },
        onHover: setHover,
        onReady: mark,
        onTileError: (error) => latest.current.onTileError(error),
        onLost: () => latest.current.onLost(),
      })
      // The map is the outside system here; React learns of it once.
      setController(made) // eslint-disable-line react/set-state-in-effect
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)))
      return undefined
    }
    for (const part of ['land', 'outline', 'places'] as const) {
      // Without its base map the map is poorer and still true.
      fetchBaseMap(part, { signal: stop.signal }).then((data) => made?.setBaseMap(part, data), () => undefined)
    }
    return () => {
      stop.abort()
      mark(false)
      made?.destroy()
    }
    // Once: a second map would cost a second WebGL context.
  }, []) // eslint-disable-line react/exhaustive-deps

  useEffect(() => controller?.setScene({ run, measure, theme, attempt }), [controller, run, measure, theme, attempt])
  const key = selected.join()
  useEffect(() => controller?.setSelection(selected), [controller, key]) // eslint-disable-line react/exhaustive-deps
  useEffect(() => {
    if (fly.turn > 0) afterSheet(() => controller?.flyToCells(fly.cells))
  }, [controller, fly])
  useEffect(() => {
    // Only the back and forward buttons move the map from outside; following the state itself would fight the reader's hand.
    const back = (): void => {
      const { view } = currentState()
      if (view) controller?.goTo(view)
    }
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [controller])

  return (
    <div className="map-frame">
      <div className="map-canvas" ref={container} />
      <div className="crosshair" aria-hidden="true" />
      <button type="button" className="button map-home" onClick={() => controller?.fit()}>
        Whole area
      </button>
      <HoverLabel hover={hover} measure={measure} />
    </div>
  )
}
