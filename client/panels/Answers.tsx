import type { Hotspot, Run } from '../../server/contract/results.ts'
import type { Resolution } from '../../server/contract/vocabulary.ts'
import { changeState, usePageState } from '../pageState.ts'
import { formatArea, formatCount, formatShare, plural } from '../words.ts'
import { CellDetail } from './CellDetail.tsx'
import { Downloads } from './Downloads.tsx'
import { HotspotDetail } from './HotspotDetail.tsx'
import { HotspotTable } from './HotspotTable.tsx'

type Props = { run: Run; stale: boolean; resolution: Resolution; onShow: (cells: string[]) => void; onSelect: () => void }

/** The right-hand panel: the answer in a sentence, the ranked table, then why here. */
export function Answers({ run, stale, resolution, onShow, onSelect }: Props) {
  const { selection } = usePageState()
  const hotspot = selection?.kind === 'hotspot' ? run.hotspots.find((one) => one.rank === selection.rank) : undefined
  const select = (chosen: Hotspot | null): void => {
    changeState({ selection: chosen && { kind: 'hotspot', rank: chosen.rank } })
    if (chosen) {
      onShow(chosen.cells)
      onSelect()
    }
  }
  const detail = hotspot ? (
    <HotspotDetail hotspot={hotspot} run={run} onShow={() => onShow(hotspot.cells)} />
  ) : selection?.kind === 'cell' ? (
    <CellDetail run={run} cell={selection.cell} onShow={() => onShow([selection.cell])} />
  ) : null
  return (
    <div className={`answers-body ${detail ? 'has-detail' : ''} ${stale ? 'is-stale' : ''}`}>
      <div className="answers-list">
        <section aria-label="Ranked hotspots">
          <h2>{plural(run.hotspots.length, 'hotspot')}</h2>
          <p className="lead">{summary(run)}</p>
          {run.caution && <p className="caution">{run.caution}</p>}
          {run.hotspots.length > 0 && <HotspotTable hotspots={run.hotspots} selected={hotspot?.rank ?? null} onSelect={select} />}
        </section>
        {run.advice.length > 0 && (
          <section className="advice" aria-label="What the data can bear">
            <h2>Read with care</h2>
            <ul>
              {run.advice.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        )}
        <Downloads run={run.id} resolution={resolution} />
      </div>
      {detail && (
        <div className="answers-detail" aria-live="polite">
          {detail}
        </div>
      )}
    </div>
  )
}

function summary(run: Run): string {
  const n = plural(run.incidents, 'incident')
  if (run.incidents === 0) return 'No incident on the map matches these filters.'
  if (run.hotspots.length === 0) return `${n} on the map, nowhere more gathered than chance could give.`
  const inside = run.hotspots.reduce((sum, hotspot) => sum + hotspot.incidents, 0)
  const area = run.hotspots.reduce((sum, hotspot) => sum + hotspot.areaKm2, 0)
  return (
    `${formatShare(inside / run.incidents)} of ${n} lie in hotspots that cover ${formatArea(area)} km², ` +
    `${formatShare(area / run.studyArea.areaKm2)} of the study area (${formatCount(run.studyArea.areaKm2)} km²).`
  )
}
