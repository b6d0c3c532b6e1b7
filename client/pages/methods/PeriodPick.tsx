import { addMonths, monthLabel, periodLabel } from '../../months.ts'

type Props = { legend: string; text: string; months: string[]; hint?: string; open?: string; onText: (text: string) => void }

/** First and last month as two lists; days, which only a link can bring, as they are. `open` is the word for no choice. */
export function PeriodPick({ legend, text, months, hint, open, onText }: Props) {
  const [from = '', to = ''] = text.split(' ')
  const days = from.length === 10
  // Months that were never received can stand in a link too.
  const known = [...new Set([...months, ...(days ? [] : [from, to].filter(Boolean))])].toSorted()
  const options = known.map((month) => <option key={month} value={month}>{monthLabel(month)}</option>)
  const put = (first: string, last: string): void => onText(!first && !last ? '' : [first || last, (last || first) < (first || last) ? first : last || first].join(' '))
  return (
    <fieldset className="parameter">
      <legend>{legend}</legend>
      {days ? (
        <p className="days">
          {periodLabel({ from, to })}{' '}
          <button type="button" className="link" onClick={() => onText(`${from.slice(0, 7)} ${to.endsWith('-01') ? addMonths(to.slice(0, 7), -1) : to.slice(0, 7)}`)}>Choose months</button>
        </p>
      ) : (
        <div className="from-to">
          <label>
            From
            <select value={from} onChange={({ target }) => put(target.value, open && !target.value ? '' : to)}>
              {open && <option value="">{open}</option>}
              {options}
            </select>
          </label>
          <label>
            To
            <select value={to} onChange={({ target }) => put(open && !target.value ? '' : from, target.value)}>
              {open && <option value="">{open}</option>}
              {options}
            </select>
          </label>
        </div>
      )}
      {hint && <p className="hint">{hint}</p>}
    </fieldset>
  )
}
