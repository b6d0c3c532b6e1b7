import type { Scorecard } from '../../../server/contract/quality.ts'
import { FIGURE_GROUPS } from '../../../server/contract/qualityWords.ts'
import type { FigureGroup } from '../../../server/contract/qualityWords.ts'
import { figureOf, scaleFor } from './figures.ts'
import { TrendChart } from './TrendChart.tsx'

const GROUPS = Object.keys(FIGURE_GROUPS) as FigureGroup[]

/** Small charts, one scale for those of a group: they can be compared across, not only along. */
export function Trends({ card }: { card: Scorecard }) {
  return (
    <section aria-labelledby="by-month">
      <h3 id="by-month">By month</h3>
      <p className="hint">
        Line: the share. Band: its 95% interval, how far chance alone could move it. Dashes: the middle of the other sites over the whole time.
        A gap with a tick: fewer than 20 cases, too few to say. Charts of one group share one scale.
      </p>
      {GROUPS.map((group) => {
        const rules = card.rules.filter((rule) => rule.group === group)
        const trends = card.trends.filter(({ key }) => rules.some((rule) => rule.key === key) && figureOf(card.site.figures, key)?.grade !== 'not-asked')
        if (trends.length === 0) return null
        const medians = trends.map(({ key }) => figureOf(card.site.figures, key)?.others.median ?? null)
        const most = scaleFor([...trends.flatMap(({ months }) => months.map(({ high }) => high)), ...medians])
        return (
          <div key={group}>
            <h4>{FIGURE_GROUPS[group]}</h4>
            <div className="trends">
              {trends.map(({ key, months }, i) => {
                const rule = rules.find((r) => r.key === key)
                return rule && <TrendChart key={key} rule={rule} months={months} most={most} median={medians[i] ?? null} />
              })}
            </div>
          </div>
        )
      })}
    </section>
  )
}
