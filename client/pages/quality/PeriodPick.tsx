import type { QualityPeriod } from '../../api/quality.ts'
import { addMonths, monthLabel, monthsBetween } from '../../months.ts'

type Props = { held: { from: string; to: string }; shown: { from: string; to: string }; onPick: (period: QualityPeriod) => void }

/** First and last month, both included, among those that are held. */
export function PeriodPick({ held, shown, onPick }: Props) {
  const last = addMonths(shown.to, -1)
  const least = shown.from < held.from ? shown.from : held.from
  const months = monthsBetween({ from: `${least}-01`, to: `${shown.to > held.to ? shown.to : held.to}-01` })
  const options = months.map((month) => (
    <option key={month} value={month}>
      {monthLabel(month)}
    </option>
  ))
  return (
    <fieldset className="period-pick">
      <legend className="visually-hidden">Months</legend>
      <label>
        From
        <select value={shown.from} onChange={({ target: { value } }) => onPick({ from: value, to: addMonths(value > last ? value : last, 1) })}>
          {options}
        </select>
      </label>
      <label>
        To
        <select value={last} onChange={({ target: { value } }) => onPick({ from: value < shown.from ? value : shown.from, to: addMonths(value, 1) })}>
          {options}
        </select>
      </label>
      <button type="button" className="button" onClick={() => onPick(null)}>
        Last 12 months
      </button>
    </fieldset>
  )
}
