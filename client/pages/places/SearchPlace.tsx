import { useState } from 'react'
import type { FoundPlace } from '../../../server/contract/places.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { CandidateList } from './CandidateList.tsx'
import type { Choice } from './CandidateList.tsx'
import { useSearch } from './usePlaces.ts'

export const letterOf = (i: number): string => String.fromCodePoint(65 + i)

type Props = {
  invented: boolean
  asked: string
  pointed: string | null
  busy: boolean
  onAsk: (text: string) => void
  onPointed: (name: string | null) => void
  onChoose: (choice: Choice) => void
  onPoint: (point: FoundPlace) => void
}

/** For the person who knows better: by name, or by coordinates and grid references, which set the point. */
export function SearchPlace({ invented, asked, pointed, busy, onAsk, onPointed, onChoose, onPoint }: Props) {
  const [text, setText] = useState(asked)
  const { data: found, error, isFetching } = useSearch(asked, invented)
  const named = found?.filter(({ kind }) => kind === 'named') ?? []
  const point: FoundPlace | undefined = found?.find(({ kind }) => kind === 'point')
  return (
    <search className="place-search" aria-labelledby="search-title">
      <h3 id="search-title">You know better?</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onAsk(text.trim())
        }}
      >
        <label>
          Name of the place, coordinates or grid reference
          <input type="search" value={text} maxLength={120} aria-describedby="search-hint" onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit" className="button" disabled={text.trim().length < 2}>
          Look up
        </button>
      </form>
      <p id="search-hint" className="hint">
        Like “Black Lion Braintree”, “51.7357, 0.4695”, “TL 706 069” or “570600 206900”.
      </p>
      {error && <ProblemNotice error={error} />}
      <output className="hint">
        {isFetching ? 'Looking…' : found && (found.length === 0 ? `Nothing in the gazetteer is called “${asked}”. Set a point on the map, or type its coordinates.` : point ? '' : `${named.length} found`)}
      </output>
      {named.length > 0 && (
        <CandidateList label="Places found" choices={named.map((choice, i) => ({ name: letterOf(i), choice }))} pointed={pointed} busy={busy} onPointed={onPointed} onChoose={onChoose} />
      )}
      {point && (
        <p className="found-point">
          {point.label}: {point.lat.toFixed(5)}, {point.lng.toFixed(5)}{' '}
          <button type="button" className="button" onClick={() => onPoint(point)}>
            Set the point there
          </button>
        </p>
      )}
    </search>
  )
}
