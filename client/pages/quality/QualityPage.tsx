import { useState } from 'react'
import { SOURCES } from '../../../server/contract/vocabulary.ts'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/quality.css'
import { PageFrame } from '../PageFrame.tsx'
import { PeriodPick } from './PeriodPick.tsx'
import { SiteCard } from './SiteCard.tsx'
import { SiteTable } from './SiteTable.tsx'
import { useQuality, useQualityState } from './useQuality.ts'

const HEADINGS = { police: 'Police forces', ambulance: 'Ambulance services', 'emergency-department': 'Emergency departments' }
// Hospitals first: the page and its letters are for them above all.
const ORDER = SOURCES.toReversed()

/** How good each site's data are, and what would help: a scorecard and a letter for every organisation that sends files. */
export function QualityPage() {
  const [{ period, site }, setState] = useQualityState()
  const [moved, setMoved] = useState(false)
  const { data, error, failureReason, refetch } = useQuality(period)
  const fault = error ?? failureReason
  const first = ORDER.flatMap((source) => data?.sites.filter((one) => one.source === source) ?? [])[0]
  const chosen = site ?? first?.id ?? null
  return (
    <PageFrame
      title="Data quality"
      lead="What each site’s data can and cannot tell, beside the other sites of its kind, and a one-page letter that says what would help. Every figure counts incidents, which are cases in force that count as violence, unless it says rows or months."
    >
      {fault && !data && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <Skeleton lines={8} label="Reading the figures" />}
      {data && data.sites.length === 0 && <p>No data yet. The figures come with the first file.</p>}
      {data?.held && data.sites.length > 0 && <PeriodPick held={data.held} shown={data} onPick={(next) => setState({ period: next, site })} />}
      {data?.sites.some(({ placesJudged }) => !placesJudged) && (
        <Notice title="Places are not judged" tone="plain">
          No gazetteer of streets and venues is loaded here (npm run geo-data -- load …), so no site is told that its places cannot be found: that would be our fault, not theirs.
        </Notice>
      )}
      {data &&
        ORDER.map((source) => {
          const sites = data.sites.filter((one) => one.source === source)
          if (sites.length === 0) return null
          return (
            <section key={source} aria-labelledby={`sites-${source}`}>
              <h2 id={`sites-${source}`}>{HEADINGS[source]}</h2>
              <div className="table-scroll">
                <SiteTable
                  label={HEADINGS[source]}
                  sites={sites}
                  rules={data.rules}
                  selected={chosen}
                  onSelect={(id) => {
                    setMoved(true)
                    setState({ period, site: id })
                  }}
                />
              </div>
            </section>
          )
        })}
      {chosen && data && data.sites.length > 0 && <SiteCard id={chosen} period={period} moved={moved} />}
    </PageFrame>
  )
}
