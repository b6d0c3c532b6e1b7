import { Label, Radio, RadioGroup } from 'react-aria-components'
import { EXACTNESS, isArea, radiusWords } from './placeWords.ts'
import type { Exactness } from './placeWords.ts'
import type { MapPoint } from './placeMapView.ts'

type Props = { point: MapPoint; exactness: Exactness; busy: boolean; onExactness: (exactness: Exactness) => void; onDecide: () => void; onClear: () => void }

/** A point somebody set, and how exactly it is known: the claim goes no further than the person does. */
export function PointForm({ point, exactness, busy, onExactness, onDecide, onClear }: Props) {
  return (
    <section className="point-form" aria-labelledby="point-title">
      <h3 id="point-title" tabIndex={-1}>
        The point at {point.lat.toFixed(5)}, {point.lng.toFixed(5)}
      </h3>
      <RadioGroup className="exactness" value={exactness} onChange={(value) => onExactness(value as Exactness)}>
        <Label>How exactly is it known?</Label>
        <div className="exactness-options">
          {EXACTNESS.map(({ id, label, radiusM, level }) => (
            <Radio key={id} value={id} className="option">
              <span className="option-dot" aria-hidden="true" />
              <span>
                {label} <span className="hint">{radiusWords(radiusM)}{isArea(level) && ', not counted in cells'}</span>
              </span>
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <div className="point-actions">
        <button type="button" className="button button-main" disabled={busy} onClick={onDecide}>
          It is here
        </button>
        <button type="button" className="button button-quiet" onClick={onClear}>
          Remove the point
        </button>
      </div>
    </section>
  )
}
