import type { ReactNode } from 'react'
import { SOURCE_LABELS } from '../../../server/contract/vocabulary.ts'

type Props<T extends string> = {
  legend: string
  values: readonly T[]
  chosen: readonly string[]
  /** what the page says of each box to readers of screens */
  about: { 'aria-describedby'?: string | undefined; 'aria-invalid'?: boolean | undefined }
  onChosen: (chosen: T[]) => void
  children?: ReactNode
}

/** Boxes to tick; the chosen keep the order of the boxes. */
export function Ticks<T extends string>({ legend, values, chosen, about, onChosen, children }: Props<T>) {
  return (
    <fieldset className="parameter">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value} className="tick">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            {...about}
            onChange={({ target }) => onChosen(values.filter((one) => (one === value ? target.checked : chosen.includes(one))))}
          />
          {SOURCE_LABELS[value as keyof typeof SOURCE_LABELS] ?? value}
        </label>
      ))}
      {children}
    </fieldset>
  )
}
