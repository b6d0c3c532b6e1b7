import type { Run } from '../../server/contract/results.ts'
import { CATEGORY_LABELS } from '../../server/contract/vocabulary.ts'
import { monthLabel } from '../months.ts'
import { changeState } from '../pageState.ts'
import { useCell } from '../queries.ts'
import { Bars } from '../ui/Bars.tsx'
import { ProblemNotice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { formatArea, formatCount, formatP, formatRatio, formatZ } from '../words.ts'
import { Detail, Figures } from './Detail.tsx'

export function CellDetail({ run, cell, onShow }: { run: Run; cell: string; onShow: () => void }) {
  const { data, error, isPending, refetch } = useCell(run.id, cell)
  if (isPending) {
    return (
      <Detail kind="Cell" title="Reading…">
        <Skeleton lines={5} label="Reading the cell" />
      </Detail>
    )
  }
  if (error) {
    return (
      <Detail kind="Cell" title="Not read">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </Detail>
    )
  }
  if (data.state === 'no-data') {
    return (
      <Detail kind="Cell" title="No data">
        <p className="sentence">{data.sentence}</p>
      </Detail>
    )
  }
  const suppressed = data.count === null
  const categories = data.byCategory.filter((item) => item.count > 0).toSorted((a, b) => b.count - a.count)
  const most = Math.max(1, ...categories.map((item) => item.count))
  return (
    <Detail kind={`Cell of resolution ${data.resolution}${data.count === 0 ? ', zero incidents' : ''}`} title={data.place} onShow={onShow}>
      <p className="sentence">{data.sentence}</p>
      {data.hotspotRank !== null && (
        <p>
          <button type="button" className="link" onClick={() => changeState({ selection: { kind: 'hotspot', rank: data.hotspotRank ?? 1 } })}>
            Go to hotspot {data.hotspotRank}
          </button>
        </p>
      )}
      {!suppressed && data.count !== 0 && (
        <Bars name="Incidents by month" bars={data.byMonth.map(({ month, count }) => ({ key: month, label: monthLabel(month), value: count }))} />
      )}
      {categories.length > 1 && (
        <ul className="shares" aria-label="Incidents by category">
          {categories.map((item) => (
            <li key={item.category}>
              <span>{CATEGORY_LABELS[item.category]}</span>
              <span className="shares-count">{formatCount(item.count)}</span>
              <span className="shares-bar" style={{ width: `${(item.count / most) * 100}%` }} />
            </li>
          ))}
        </ul>
      )}
      <Figures
        figures={[
          ['Incidents', suppressed ? 'suppressed' : formatCount(data.count ?? 0)],
          ['An even spread would give', formatRatio(data.expected)],
          ['With its neighbours', `${formatCount(data.neighbourhood.incidents)} in ${data.neighbourhood.cells} cells`],
          ['Area', `${formatArea(data.areaKm2)} km²`],
          ['z (Gi*)', formatZ(data.z)],
          ['p', formatP(data.p)],
          ['Adjusted p', formatP(data.adjusted_p)],
          ['H3 cell', data.cell],
        ]}
      />
    </Detail>
  )
}
