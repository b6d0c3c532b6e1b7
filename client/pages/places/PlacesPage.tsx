import { useEffect, useRef, useState } from 'react'
import type { Decided, NewDecision, PlaceDecisionBody } from '../../../server/contract/places.ts'
import { useCatalogue } from '../../queries.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/places.css'
import { PageFrame } from '../PageFrame.tsx'
import { Accuracy } from './Accuracy.tsx'
import { GroupDetail } from './GroupDetail.tsx'
import { GroupList } from './GroupList.tsx'
import { Ledger } from './Ledger.tsx'
import { movedWords } from './placeWords.ts'
import { useAccuracy, useDecide, useLedger, usePlacesState, useReview } from './usePlaces.ts'

type Outcome = { key: string; text: string; invented: boolean; decision: PlaceDecisionBody | null; decided: Decided }

/** Texts that no machine should place alone: one decision teaches all that say the same. */
export function PlacesPage() {
  const [{ outcome: why, text }, setState] = usePlacesState()
  const { data: catalogue } = useCatalogue()
  const review = useReview(why)
  const { data: ledger } = useLedger()
  const decide = useDecide()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const said = useRef<HTMLOutputElement>(null)
  const last = review.data?.pages.at(-1)
  const { data: accuracy } = useAccuracy(last?.invented)
  const groups = review.data?.pages.flatMap((page) => page.groups) ?? []
  const at = groups.findIndex(({ key }) => key === text)
  const chosen = groups[Math.max(0, at)]
  const fault = review.error ?? review.failureReason
  const waits = decide.isPending && decide.failureCount > 0

  // The outcome is what a reader needs next, and "Undo" is one step on.
  useEffect(() => {
    if (outcome) said.current?.focus()
  }, [outcome])

  const send = (wanted: NewDecision, words: string): void => {
    const next = groups[groups.findIndex(({ key }) => key === wanted.key) + 1] ?? groups[0]
    decide.mutate(wanted, {
      onSuccess: (decided) => {
        setOutcome({ key: wanted.key, text: words, invented: wanted.invented, decision: wanted.decision, decided })
        setState({ outcome: why, text: wanted.decision === null ? wanted.key : (next?.key ?? null) })
      },
    })
  }

  return (
    <PageFrame
      title="Places to review"
      lead="Words of places that the geocoder could not place, or is not sure of. Like texts stand together: one decision places all cases that say the same, those here and those to come. What could not be placed is on no map until somebody decides."
    >
      {decide.error && <ProblemNotice error={decide.error} />}
      {fault && !last && <ProblemNotice error={fault} onRetry={() => void review.refetch()} />}
      {!last && !fault && <Skeleton lines={8} label="Reading the texts" />}
      {last && (
        <div className={groups.length > 0 || why ? 'place-review' : undefined}>
          {(groups.length > 0 || why) && (
            <GroupList
              groups={groups} texts={last.texts} cases={last.cases} chosen={chosen?.key ?? null} outcome={why}
              more={review.hasNextPage ? () => void review.fetchNextPage() : null}
              onOutcome={(next) => setState({ outcome: next, text: null })}
              onChoose={(key) => {
                setState({ outcome: why, text: key })
                setTimeout(() => document.querySelector<HTMLElement>('#chosen-text')?.focus())
              }}
            />
          )}
          <div className="place-chosen">
            <output className="place-said" ref={said} tabIndex={-1}>
              {waits && <span>A file is being taken in, or the server is away: the decision waits and is sent again by itself.</span>}
              {outcome && !decide.isPending && (
                <span>
                  {movedWords(outcome.text, outcome.decision, outcome.decided)}{' '}
                  {outcome.decision && (
                    <button type="button" className="button" onClick={() => send({ key: outcome.key, invented: outcome.invented, decision: null }, outcome.text)}>
                      Undo
                    </button>
                  )}
                </span>
              )}
            </output>
            {groups.length === 0 && <p>{why ? 'No text waits for this reason.' : 'Nothing waits: every text is placed surely, or somebody has decided on it.'}</p>}
            {chosen && (
              <GroupDetail
                key={chosen.key} group={chosen} invented={last.invented} bbox={catalogue?.studyArea.bbox ?? null} busy={decide.isPending}
                onDecide={(decision) => send({ key: chosen.key, invented: last.invented, decision }, chosen.examples[0] ?? chosen.key)}
              />
            )}
          </div>
        </div>
      )}
      {ledger && <Ledger decisions={ledger.decisions} busy={decide.isPending} onTakeBack={({ key, invented, example }) => send({ key, invented, decision: null }, example)} />}
      {accuracy && <Accuracy accuracy={accuracy} />}
    </PageFrame>
  )
}
