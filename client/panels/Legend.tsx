import { useState } from 'react'
import type { Catalogue, Run } from '../../server/contract/results.ts'
import { CATEGORY_LABELS, SOURCE_LABELS } from '../../server/contract/vocabulary.ts'
import type { Drawn } from '../map/controller.ts'
import { css, scaleFor } from '../map/scales.ts'
import type { Theme } from '../map/scales.ts'
import { drawnResolution, finestResolution } from '../map/zoom.ts'
import { monthsBetween, periodLabel } from '../months.ts'
import type { Measure } from '../state.ts'
import { excludedSentence, formatArea, plural } from '../words.ts'
import { useMedia } from '../ui/media.ts'

type Props = { run: Run; catalogue: Catalogue; measure: Measure; theme: Theme; drawn: Drawn | null }

/** What the colours mean: always on the map, with unit, period, source and n. */
export function Legend({ run, catalogue, measure, theme, drawn }: Props) {
  const roomy = useMedia('(min-width: 1180px) and (min-height: 760px)')
  const [asked, setOpen] = useState<boolean | null>(null)
  const open = asked ?? roomy
  const resolution = drawn?.resolution ?? drawnResolution(9, finestResolution(run.levels))
  const level = run.levels.find((one) => one.resolution === resolution)
  const { classes } = scaleFor(measure, level ?? { countBreaks: [], maxCount: 0 }, theme)
  const categories = run.query.categories
  const what = categories.length === 1 ? CATEGORY_LABELS[categories[0] as keyof typeof CATEGORY_LABELS] : plural(categories.length, 'category', 'categories')
  const missing = monthsBetween(run.query.period).length - run.monthsReceived.length
  const organisations = [...new Set(catalogue.sources.filter(({ source }) => run.query.sources.includes(source)).map((source) => `${SOURCE_LABELS[source.source]}: ${source.organisation}`))]
  return (
    <section className={open ? 'legend is-open' : 'legend'} aria-label="Legend">
      <div className="legend-key">
      <h2>{measure === 'count' ? 'Incidents per cell' : 'More or fewer than chance'}</h2>
      {measure === 'count' ? (
        <ol className="steps">
          {classes.map((item) => (
            <li key={item.label}>
              <span className="swatch" style={{ background: css(item.colour) }} />
              {item.label}
            </li>
          ))}
        </ol>
      ) : (
        <SignificanceSteps colours={classes.map((item) => css(item.colour))} />
      )}
      <States measure={measure} />
      <p>
        {what}, {periodLabel(run.query.period)} · n = {plural(run.incidents, 'incident')}
        {run.snapPoints && ' · snap points: approximate'}
      </p>
      <button type="button" className="link legend-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Less' : 'More about these cells'}
      </button>
      </div>
      {open && (
        <div className="legend-more">
          {drawn && (
            <p>
              Cells now drawn: {formatArea(drawn.areaKm2)} km², about {drawn.widthM < 950 ? `${Math.round(drawn.widthM / 10) * 10} m` : `${(drawn.widthM / 1000).toFixed(1)} km`} across (H3 resolution {drawn.resolution}).
              {resolution !== run.resolution && ` Hotspots are found with cells of resolution ${run.resolution}`}
              {resolution !== run.resolution && (measure === 'significance' && resolution < run.resolution ? '; the smaller ones show their colour only closer in.' : '.')}
            </p>
          )}
          {excludedSentence(run.excluded) && <p>{excludedSentence(run.excluded)}</p>}
          {missing > 0 && <p>{plural(missing, 'month')} of the period not received: unknown, not zero.</p>}
          <p>
            Source: {organisations.slice(0, 3).join('; ')}
            {organisations.length > 3 && ` and ${organisations.length - 3} more`}
          </p>
        </div>
      )}
    </section>
  )
}

/** The states of a cell that are no colour, and the mark of a hotspot. */
function States({ measure }: { measure: Measure }) {
  return (
    <ul className="states">
      <li>
        <span className="swatch swatch-zero" />
        {measure === 'count' ? 'zero: nothing drawn' : 'like chance: nothing drawn'}
      </li>
      <li>
        <span className="swatch swatch-suppressed" />
        suppressed
      </li>
      <li>
        <span className="swatch swatch-no-data" />
        no data
      </li>
      <li>
        <span className="swatch swatch-hotspot">1</span>
        hotspot, rank
      </li>
    </ul>
  )
}

/** Two-sided: fewer on the left, more on the right, the middle left empty because nothing is drawn there. */
function SignificanceSteps({ colours }: { colours: string[] }) {
  const marks = ['0.01', '0.05', '0.10', '', '0.10', '0.05', '0.01']
  const cells = [...colours.slice(0, 3), 'transparent', ...colours.slice(3)]
  return (
    <div className="diverging">
      <div className="diverging-ends">
        <span>fewer</span>
        <span>more</span>
      </div>
      <ol aria-label="Adjusted p at most, from significantly fewer to significantly more">
        {cells.map((colour, i) => (
          <li key={i}>
            <span className={marks[i] ? 'swatch' : 'swatch swatch-none'} style={{ background: colour }} />
            {marks[i] || 'none'}
          </li>
        ))}
      </ol>
      <div className="diverging-unit">adjusted p at most</div>
    </div>
  )
}
