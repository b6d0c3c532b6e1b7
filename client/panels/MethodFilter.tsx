import { ADJUSTMENTS } from '../../server/contract/vocabulary.ts'
import type { Adjustment } from '../../server/contract/vocabulary.ts'
import { changeState, usePageState } from '../pageState.ts'
import { ADJUSTMENT_WORDS } from '../words.ts'

const RINGS = [1, 2, 3, 4, 5]

/** The choices an analyst may make, in words that say what each does to the answer. */
export function MethodFilter() {
  const { k, adjustment, alpha } = usePageState()
  const alphas = [0.01, 0.05, 0.1].includes(alpha) ? [0.01, 0.05, 0.1] : [alpha, 0.01, 0.05, 0.1]
  return (
    <div className="method">
      <label>
        Neighbourhood
        <select value={k} onChange={(event) => changeState({ k: Number(event.target.value) })}>
          {RINGS.map((n) => (
            <option key={n} value={n}>
              {n === 1 ? 'Cell and the ring around it' : `Cell and ${n} rings`}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">A wider neighbourhood finds larger, smoother hotspots; a narrow one finds street corners.</p>
      <label>
        Caution about chance
        <select value={adjustment} onChange={(event) => changeState({ adjustment: event.target.value as Adjustment })}>
          {ADJUSTMENTS.map((name) => (
            <option key={name} value={name}>
              {ADJUSTMENT_WORDS[name].label}
            </option>
          ))}
        </select>
      </label>
      <p className="hint">{ADJUSTMENT_WORDS[adjustment].meaning} Thousands of cells are tested at once, so some would look unusual by luck.</p>
      <label>
        A hotspot needs adjusted p of at most
        <select value={alpha} onChange={(event) => changeState({ alpha: Number(event.target.value) })}>
          {alphas.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
