import type { FoundPlace, PlaceCandidateView } from '../../../server/contract/places.ts'
import { chanceWords, isArea, LEVEL_WORDS, percentWords, radiusWords } from './placeWords.ts'

export type Choice = PlaceCandidateView | FoundPlace
/** Branches of a chain in one town share their name: coordinates tell them apart. */
const shared = (choices: Props['choices'], { label }: Choice): boolean => choices.filter(({ choice }) => choice.label === label).length > 1

type Props = { choices: { name: string; choice: Choice }[]; label: string; pointed: string | null; busy: boolean; onPointed: (name: string | null) => void; onChoose: (choice: Choice) => void }

/** Possible places, each with a button of its own; pointing at one lights it up on the map. */
export function CandidateList({ choices, label, pointed, busy, onPointed, onChoose }: Props) {
  return (
    <ol className="candidates" aria-label={label}>
      {choices.map(({ name, choice }) => (
        <li key={name} className={name === pointed ? 'candidate is-pointed' : 'candidate'}>
          <span className="rank" aria-hidden="true">
            {name}
          </span>
          <span className="candidate-place">
            <strong>{choice.label}</strong>
            <span className="hint">
              {LEVEL_WORDS[choice.level]}, {radiusWords(choice.radiusM)}
              {isArea(choice.level) && ', not counted in cells'}
              {shared(choices, choice) && `, at ${choice.lat.toFixed(4)}, ${choice.lng.toFixed(4)}`}
            </span>
          </span>
          {'probability' in choice && (
            <span className="chance">
              <span className="chance-words">{chanceWords(choice.probability)}</span>
              <span className="hint">{percentWords(choice.probability)}</span>
              <svg className="chance-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect className="chance-ground" width="100" height="6" />
                <rect className="chance-fill" width={choice.probability * 100} height="6" />
              </svg>
            </span>
          )}
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label={`It is this one: ${choice.label}`}
            onClick={() => onChoose(choice)}
            onMouseEnter={() => onPointed(name)}
            onMouseLeave={() => onPointed(null)}
            onFocus={() => onPointed(name)}
            onBlur={() => onPointed(null)}
          >
            It is this one
          </button>
        </li>
      ))}
    </ol>
  )
}
