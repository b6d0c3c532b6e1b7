import { Label, Radio, RadioGroup } from 'react-aria-components'
import { changeState, usePageState } from '../pageState.ts'
import type { Measure } from '../state.ts'

const MEASURES: { measure: Measure; label: string; meaning: string }[] = [
  { measure: 'count', label: 'Incidents', meaning: 'How many incidents were recorded in each cell.' },
  { measure: 'significance', label: 'Hotspot significance', meaning: 'Where a cell and its neighbours have more than chance would give (Gi*).' },
]

export function MeasureSwitch() {
  const { measure } = usePageState()
  return (
    <RadioGroup className="segments" value={measure} onChange={(value) => changeState({ measure: value as Measure })}>
      <Label>Cells show</Label>
      <div className="segments-row">
        {MEASURES.map((item) => (
          <Radio key={item.measure} value={item.measure} className="segment">
            {item.label}
          </Radio>
        ))}
      </div>
      <p className="hint">{MEASURES.find((item) => item.measure === measure)?.meaning}</p>
    </RadioGroup>
  )
}
