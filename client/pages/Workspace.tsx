// The one screen: filters, map, answers. Holds only what is nobody's question (open drawers, the map's health).
import { Suspense, lazy, useEffect, useState } from 'react'
import type { Catalogue, Run } from '../../server/contract/results.ts'
import { changeState, currentState, usePageState } from '../pageState.ts'
import type { Drawn } from '../map/controller.ts'
import { Answers } from '../panels/Answers.tsx'
import { Filters } from '../panels/Filters.tsx'
import { Legend } from '../panels/Legend.tsx'
import { Boundary } from '../ui/Boundary.tsx'
import { useMedia, useTheme } from '../ui/media.ts'
import { Notice, ProblemNotice } from '../ui/Notice.tsx'
import { announce } from '../words.ts'
import { SourceLine } from './SourceLine.tsx'
import { TopBar } from './TopBar.tsx'
import { useSheet } from './useSheet.ts'

const MapView = lazy(() => import('../map/MapView.tsx'))

type Props = { catalogue: Catalogue; run: Run; stale: boolean; fault: Error | null; onRetry: () => void }

export function Workspace({ catalogue, run, stale, fault, onRetry }: Props) {
  const { selection, measure, k, adjustment, alpha } = usePageState()
  const theme = useTheme()
  const wide = useMedia('(min-width: 1180px)')
  const [asked, setFiltersOpen] = useState<boolean | null>(null)
  const filtersOpen = asked ?? wide
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [life, setLife] = useState(0)
  const [tiles, setTiles] = useState<{ attempt: number; failedRun: string | null }>({ attempt: 0, failedRun: null })
  const [fly, setFly] = useState<{ cells: string[]; turn: number }>({ cells: [], turn: 0 })
  const sheet = useSheet()

  useEffect(() => {
    document.documentElement.dataset['run'] = stale ? '' : run.id
  }, [run.id, stale])

  const hotspot = selection?.kind === 'hotspot' ? run.hotspots.find((one) => one.rank === selection.rank) : undefined
  const selected = selection?.kind === 'cell' ? [selection.cell] : (hotspot?.cells ?? [])
  const show = (cells: string[]): void => setFly(({ turn }) => ({ cells, turn: turn + 1 }))
  // A link to a hotspot without a view opens on the hotspot.
  const first = currentState().view === null && fly.turn === 0 && hotspot !== undefined
  const methodOpen = k !== 1 || adjustment !== 'benjamini-hochberg' || alpha !== 0.05

  return (
    <div className={`workspace ${filtersOpen ? 'with-filters' : ''} sheet-${sheet.position}`} aria-busy={stale}>
      <a className="skip" href="#answers">
        Skip to the ranked hotspots
      </a>
      <TopBar catalogue={catalogue} filtersOpen={filtersOpen} onFilters={() => setFiltersOpen(!filtersOpen)} />
      <aside id="filters" className="rail" aria-label="Filters" hidden={!filtersOpen}>
        <Filters catalogue={catalogue} methodOpen={methodOpen} />
      </aside>
      <main className="stage" aria-label="Map">
        <Boundary
          key={life}
          fallback={(_error, retry) => (
            <div className="map-missing">
              <Notice title="The map cannot be drawn in this browser" tone="plain" onRetry={retry}>
                It needs WebGL, which is off or has failed. The ranked table and all figures are complete without it.
              </Notice>
            </div>
          )}
        >
          <Suspense fallback={<output className="map-loading" aria-label="Loading the map" />}>
            <MapView
              catalogue={catalogue}
              run={run}
              theme={theme}
              attempt={tiles.attempt}
              selected={selected}
              fly={first && hotspot ? { cells: hotspot.cells, turn: 1 } : fly}
              onCell={(cell) => {
                changeState({ selection: { kind: 'cell', cell } })
                sheet.raise()
              }}
              onDrawn={setDrawn}
              onTileError={() => setTiles((before) => ({ ...before, failedRun: run.id }))}
              onLost={() => setLife((n) => n + 1)}
            />
          </Suspense>
        </Boundary>
        <div className="over-map">
          {fault && <ProblemNotice error={fault} onRetry={onRetry} />}
          {tiles.failedRun === run.id && (
            <Notice title="Some cells are missing" onRetry={() => setTiles(({ attempt }) => ({ attempt: attempt + 1, failedRun: null }))}>
              Part of the map could not be fetched. The table is complete.
            </Notice>
          )}
        </div>
        <Legend run={run} catalogue={catalogue} measure={measure} theme={theme} drawn={drawn} />
        <SourceLine snapPoints={run.snapPoints} />
      </main>
      <aside id="answers" className="answers" aria-label="Answers" tabIndex={-1}>
        <button type="button" className="sheet-handle" {...sheet.handle}>
          <span className="sheet-grip" aria-hidden="true" />
          <span className="visually-hidden">{sheet.position === 'full' ? 'Lower the panel' : 'Raise the panel'}</span>
        </button>
        <Answers run={run} stale={stale} resolution={drawn?.resolution ?? run.resolution} onShow={show} onSelect={sheet.raise} />
      </aside>
      <output className="visually-hidden">{stale ? 'Counting' : announce(run)}</output>
    </div>
  )
}
