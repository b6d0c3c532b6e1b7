import { PeriodPick } from './PeriodPick.tsx'
import type { Field } from './parameters.ts'
import { Ticks } from './Ticks.tsx'

type Props = { field: Field; text: string; months: string[]; fault: string | undefined; onText: (text: string) => void }

/** What is wrong with a field, told at the field. */
export function Fault({ id, text }: { id: string; text: string | undefined }) {
  return text ? <p className="fault" id={id} role="alert">{text}</p> : null
}

/** One parameter: a list to choose from, boxes to tick, months, or a line to write in; its range beneath. */
export function ParameterField({ field, text, months, fault, onText }: Props) {
  const { name, kind, label, hint, choices } = field
  const [hintId, faultId] = [`hint-${name}`, `fault-${name}`]
  const about = { 'aria-describedby': fault ? faultId : hint ? hintId : undefined, 'aria-invalid': fault ? true : undefined }
  const isPeriod = /^\d{4}-/.test(text)
  if (kind === 'period')
    return (
      <div>
        <PeriodPick legend={label} text={text} months={months} hint={hint} open="Not chosen" onText={onText} />
        <Fault id={faultId} text={fault} />
      </div>
    )
  if (kind === 'words' || kind === 'against')
    return (
      <div>
        <Ticks legend={label} values={choices.map(({ value }) => value)} chosen={text.split(/\s+/)} about={about} onChosen={(chosen) => onText(chosen.join(' '))}>
          {hint && <p className="hint" id={hintId}>{hint}</p>}
        </Ticks>
        {kind === 'against' && <PeriodPick legend="Other months" text={isPeriod ? text : ''} months={months} open="Not chosen" onText={(next) => onText(next || 'police')} />}
        <Fault id={faultId} text={fault} />
      </div>
    )
  return (
    <div className="parameter">
      <label>
        {label}
        {kind === 'choice' ? (
          <select value={text} {...about} onChange={({ target }) => onText(target.value)}>
            {choices.map(({ value, label: words }) => (
              <option key={value} value={value}>
                {words.replace(/^./, (letter) => letter.toUpperCase())}
              </option>
            ))}
          </select>
        ) : (
          <input value={text} inputMode={kind === 'number' ? 'decimal' : 'text'} {...about} onChange={({ target }) => onText(target.value)} />
        )}
      </label>
      {hint && <p className="hint" id={hintId}>{hint}</p>}
      <Fault id={faultId} text={fault} />
    </div>
  )
}
