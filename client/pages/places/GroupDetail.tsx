import { lazy, Suspense, useState } from 'react'
import { DECIDED_LEVELS, REVIEW_LABELS } from '../../../server/contract/placeWords.ts'
import type { PlaceDecisionBody, PlaceGroup } from '../../../server/contract/places.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { formatCount, plural } from '../../words.ts'
import { CandidateList } from './CandidateList.tsx'
import type { Choice } from './CandidateList.tsx'
import { PointForm } from './PointForm.tsx'
import type { MapPoint } from './placeMapView.ts'
import { EXACTNESS, exactnessAt } from './placeWords.ts'
import type { Exactness } from './placeWords.ts'
import { letterOf, SearchPlace } from './SearchPlace.tsx'
import { useSearch } from './usePlaces.ts'

// A map is a large bundle: the lists stand before it arrives.
const PlaceMap = lazy(() => import('./PlaceMap.tsx'))

type Props = { group: PlaceGroup; invented: boolean; bbox: [number, number, number, number] | null; busy: boolean; onDecide: (decision: PlaceDecisionBody) => void }

const asDecision = ({ label, lat, lng, radiusM, level }: Choice): PlaceDecisionBody => ({
  // Coordinates of a row cannot be taught; as a place they are that building.
  kind: 'place', label: label.slice(0, 120), lat, lng, radiusM: Math.max(10, radiusM), level: DECIDED_LEVELS.find((one) => one === level) ?? 'venue',
})

/** One group of like texts: what they say, what they may mean, and the ways to decide. Keyed by its text, so that each begins afresh. */
export function GroupDetail({ group, invented, bbox, busy, onDecide }: Props) {
  const { examples, cases, alike, organisations, outcome, candidates } = group
  const [pointed, setPointed] = useState<string | null>(null)
  const [asked, setAsked] = useState('')
  const [point, setPoint] = useState<MapPoint | null>(null)
  const [exactness, setExactness] = useState<Exactness>('building')
  const { data: found } = useSearch(asked, invented)
  const choices = candidates.map((choice, i) => ({ name: String(i + 1), choice }))
  const lookedUp = (found ?? []).filter(({ kind }) => kind === 'named').map((choice, i) => ({ name: letterOf(i), choice }))
  const marks = [...choices, ...lookedUp].map(({ name, choice: { lat, lng, radiusM } }) => ({ name, lat, lng, radiusM, chosen: name === pointed }))
  const more = alike - cases
  const set = (at: MapPoint, how: Exactness): void => {
    setPoint({ lat: at.lat, lng: at.lng })
    setExactness(how)
  }
  const decidePoint = (): void => {
    const claim = EXACTNESS.find(({ id }) => id === exactness)
    if (point && claim) onDecide({ kind: 'place', ...point, radiusM: claim.radiusM, level: claim.level, label: 'A point set on the map' })
  }
  return (
    <section className="place-detail" aria-labelledby="chosen-text">
      <header>
        <h2 id="chosen-text" tabIndex={-1}>
          “{examples[0] ?? group.key}”
        </h2>
        {examples.length > 1 && <p className="hint">Also written: {examples.slice(1).map((text) => `“${text}”`).join(', ')}</p>}
        <p>
          <strong>{plural(cases, 'case')}</strong>. {REVIEW_LABELS[outcome]}.{more > 0 && ` ${plural(more, 'further case')} with these words ${more === 1 ? 'is' : 'are'} placed surely and would follow.`}
        </p>
        <p className="hint">Written by {organisations.map(({ name, cases: n }) => `${name} (${formatCount(n)})`).join(', ')}.{organisations.length > 1 && ' A decision holds for all of them: is it the same place?'}</p>
      </header>
      <div className="place-columns">
        <div className="place-choices">
          {candidates.length > 0 ? (
            <CandidateList label="What the words may mean, most probable first" choices={choices} pointed={pointed} busy={busy} onPointed={setPointed} onChoose={(choice) => onDecide(asDecision(choice))} />
          ) : (
            <p>The geocoder has no idea what this means.</p>
          )}
          <SearchPlace
            invented={invented} asked={asked} pointed={pointed} busy={busy} onAsk={setAsked} onPointed={setPointed}
            onChoose={(choice) => onDecide(asDecision(choice))}
            onPoint={(typed) => {
              set(typed, typed.level === 'area' ? 'area' : typed.level === 'street' ? 'corner' : 'building')
              setTimeout(() => document.querySelector<HTMLElement>('#point-title')?.focus())
            }}
          />
          <p className="place-none">
            <button type="button" className="button" disabled={busy} onClick={() => onDecide({ kind: 'unplaceable' })}>
              Cannot be placed
            </button>
            <span className="hint">Nobody can know where this is: it leaves the list.</span>
          </p>
        </div>
        <div className="place-side">
          <figure className="place-map">
            {bbox && (
              <Boundary fallback={() => <Notice title="No map here" tone="plain">This browser cannot draw maps. The lists say the same; a point can be typed as coordinates or a grid reference.</Notice>}>
                <Suspense fallback={<Skeleton lines={6} label="Opening the map" />}>
                  <PlaceMap bbox={bbox} marks={marks} point={point} onPoint={(at, zoom) => set(at, exactnessAt(zoom))} />
                </Suspense>
              </Boundary>
            )}
            <figcaption className="hint">
              Circles hold the true place 19 times in 20. Click the map, or press Enter for its middle, to set a point yourself.
            </figcaption>
          </figure>
          {point && <PointForm point={point} exactness={exactness} busy={busy} onExactness={setExactness} onDecide={decidePoint} onClear={() => setPoint(null)} />}
        </div>
      </div>
    </section>
  )
}
