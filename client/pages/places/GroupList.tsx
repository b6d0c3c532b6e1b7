import { useEffect, useRef } from 'react'
import { REVIEW_LABELS, REVIEW_OUTCOMES } from '../../../server/contract/placeWords.ts'
import type { ReviewOutcome } from '../../../server/contract/placeWords.ts'
import type { PlaceGroup } from '../../../server/contract/places.ts'
import { formatCount, plural } from '../../words.ts'

type Props = {
  groups: PlaceGroup[]
  texts: number
  cases: number
  chosen: string | null
  outcome: ReviewOutcome | null
  more: (() => void) | null
  onOutcome: (outcome: ReviewOutcome | null) => void
  onChoose: (key: string) => void
}

/** Texts that wait, most frequent first. */
export function GroupList({ groups, texts, cases, chosen, outcome, more, onOutcome, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null)
  // A text that a link or the last decision chose may stand far down in the list.
  useEffect(() => {
    const [ul, item] = [list.current, list.current?.querySelector('[aria-current]')]
    // Only the list scrolls: the page stays where the reader is.
    if (!ul || !(item instanceof HTMLElement)) return
    const top = item.offsetTop
    if (top < ul.scrollTop || top + item.offsetHeight > ul.scrollTop + ul.clientHeight) ul.scrollTop = top - 40
  }, [chosen])
  return (
    <section className="place-list" aria-labelledby="waiting">
      <h2 id="waiting">
        {plural(texts, 'text')} with {plural(cases, 'case')}
      </h2>
      <label>
        Why they wait
        <select value={outcome ?? ''} onChange={(event) => onOutcome(REVIEW_OUTCOMES.find((one) => one === event.target.value) ?? null)}>
          <option value="">All reasons</option>
          {REVIEW_OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {REVIEW_LABELS[one]}
            </option>
          ))}
        </select>
      </label>
      {/* A list that scrolls can be scrolled without a mouse through its buttons. */}
      <ul ref={list} className="place-groups">
        {groups.map(({ key, examples, cases: n, outcome: why }) => (
          <li key={key}>
            <button type="button" className="place-group" aria-current={key === chosen ? 'true' : undefined} onClick={() => onChoose(key)}>
              <span className="place-text">{examples[0] ?? key}</span>
              <span className="place-count">{formatCount(n)}</span>
              <span className="place-why">{REVIEW_LABELS[why]}</span>
            </button>
          </li>
        ))}
        {more && (
          <li>
            <button type="button" className="button more" onClick={more}>
              Show more texts
            </button>
          </li>
        )}
      </ul>
    </section>
  )
}
