import type { Field } from './parameters.ts'
import { SOURCE_LABELS } from '../../../server/contract/vocabulary.ts'

type Props = { field: Field; text: string; onText: (text: string) => void }

const nameOf = (choice: string | number): string => SOURCE_LABELS[choice as keyof typeof SOURCE_LABELS] ?? String(choice).replaceAll('-', ' ')

/** One parameter: a list to choose from, boxes to tick, or a line to write in; its range beneath. */
export function ParameterField({ field, text, onText }: Props) {
  const hint = `hint-${field.name}`
  const chosen = text.split(/\s+/)
  const words = field.kind === 'words' || field.kind === 'against'
  const choices = field.kind === 'against' ? Object.keys(SOURCE_LABELS) : field.choices
  if (words)
    return (
      <fieldset className="parameter">
        <legend>{field.label}</legend>
        {choices.map((choice) => (
          <label key={choice} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(String(choice))}
              onChange={({ target }) => onText(choices.map(String).filter((one) => (one === String(choice) ? target.checked : chosen.includes(one))).join(' '))}
            />
            {nameOf(choice)}
          </label>
        ))}
        <p className="hint">{field.hint}</p>
      </fieldset>
    )
  return (
    <div className="parameter">
      <label>
        {field.label}
        {field.kind === 'choice' ? (
          <select value={text} aria-describedby={hint} onChange={({ target }) => onText(target.value)}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {nameOf(choice)}
              </option>
            ))}
          </select>
        ) : (
          <input
            value={text}
            inputMode={field.kind === 'number' ? 'decimal' : 'text'}
            placeholder={field.kind === 'period' ? '2024-01-01 2025-01-01' : ''}
            aria-describedby={hint}
            onChange={({ target }) => onText(target.value)}
          />
        )}
      </label>
      <p className="hint" id={hint}>
        {field.hint}
      </p>
    </div>
  )
}
