import { useEffect, useRef } from 'react'
import { ENOUGH, tooFewForLetter } from '../../../server/contract/qualityWords.ts'
import type { QualityPeriod } from '../../api/quality.ts'
import { periodLabel } from '../../months.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { LetterLinks } from './LetterLinks.tsx'
import { Numbers } from './Numbers.tsx'
import { Received } from './Received.tsx'
import { Sentences } from './Sentences.tsx'
import { Trends } from './Trends.tsx'
import { useScorecard } from './useQuality.ts'

/** The scorecard of the chosen site: sentences first, numbers second, months third. `moved`: a person chose it just now. */
export function SiteCard({ id, period, moved }: { id: string; period: QualityPeriod; moved: boolean }) {
  const { data: card, error, failureReason, refetch, isPlaceholderData } = useScorecard(id, period)
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = card?.site.id === id ? card.site.id : null
  useEffect(() => {
    if (moved && shown) heading.current?.focus()
  }, [moved, shown])
  const fault = error ?? failureReason
  if (fault && !card) return <ProblemNotice error={fault} onRetry={() => void refetch()} />
  if (!card) return <Skeleton lines={8} label="Reading the scorecard" />
  const { site } = card
  return (
    <section className={isPlaceholderData ? 'scorecard is-stale' : 'scorecard'} aria-labelledby="chosen-site">
      <h2 id="chosen-site" ref={heading} tabIndex={-1}>
        {site.organisation}
      </h2>
      <p className="hint">{periodLabel({ from: `${card.from}-01`, to: `${card.to}-01` })}, data version {card.dataVersion ?? 'none'}</p>
      <p className="scorecard-summary">{site.summary}</p>
      {site.cases < ENOUGH ? <p className="hint">{tooFewForLetter(site.cases)}</p> : <LetterLinks id={site.id} period={card} />}
      <Sentences card={card} />
      <Numbers card={card} />
      <Trends card={card} />
      <Received card={card} />
    </section>
  )
}
