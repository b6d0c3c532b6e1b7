import type { Scorecard } from '../../../server/contract/quality.ts'
import { FIGURE_GROUPS } from '../../../server/contract/qualityWords.ts'
import type { FigureGroup } from '../../../server/contract/qualityWords.ts'
import { figureOf, scaleFor } from './figures.ts'
import { TrendChart } from './TrendChart.tsx'

// What can be used stands apart: on one scale with it, the faults would lie flat on the ground.
type Row = { title: string; keys: string[] }
const rowsOf = ({ rules }: Scorecard): Row[] => {
  const keys = (group: FigureGroup): string[] => rules.filter((rule) => rule.group === group).map(({ key }) => key)
  const [usable, ...faults] = keys('place')
  return [
    { title: 'What can be put on the map', keys: usable ? [usable] : [] },
    { title: 'What stands in the way', keys: faults },
    ...(['time', 'codes', 'rows'] as const).map((group) => ({ title: FIGURE_GROUPS[group], keys: keys(group) })),
  ]
}

/** Small charts, one scale for those of a row: they can be compared across, not only along. */
export function Trends({ card }: { card: Scorecard }) {
  return (
    <section aria-labelledby="by-month">
      <h3 id="by-month">By month</h3>
      <p className="hint">
        Line: the share. Band: its 95% interval, how far chance alone could move it. Dashes: the middle of the other sites over the whole time.
        A gap with a tick: fewer than 20 cases, too few to say. Charts of one row share one scale, from zero.
      </p>
      {rowsOf(card).map(({ title, keys }) => {
        const trends = card.trends.filter(({ key }) => keys.includes(key) && figureOf(card.site.figures, key)?.grade !== 'not-asked')
        if (trends.length === 0) return null
        const medians = trends.map(({ key }) => figureOf(card.site.figures, key)?.others.median ?? null)
        const most = scaleFor([...trends.flatMap(({ months }) => months.map(({ high }) => high)), ...medians])
        return (
          <div key={title}>
            <h4>{title}</h4>
            <div className="trends">
              {trends.map(({ key, months }, i) => {
                const rule = card.rules.find((r) => r.key === key)
                return rule && <TrendChart key={key} rule={rule} months={months} most={most} median={medians[i] ?? null} />
              })}
            </div>
          </div>
        )
      })}
    </section>
  )
}
