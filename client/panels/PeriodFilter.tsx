import type { Catalogue } from '../../server/contract/results.ts'
import { lastMonths, monthLabel } from '../months.ts'
import { changeState, usePageState } from '../pageState.ts'
import { Bars } from '../ui/Bars.tsx'

export function PeriodFilter({ months: counts }: { months: Catalogue['months'] }) {
  const state = usePageState()
  const months = counts.map((item) => item.month)
  const from = state.from ?? months[0] ?? ''
  const to = state.to ?? months.at(-1) ?? ''
  const presets = [
    { label: 'All data', period: { from: null, to: null } },
    ...[12, 3, 1].filter((n) => n < months.length).map((n) => ({ label: n === 1 ? 'Last month' : `Last ${n} months`, period: lastMonths(months, n) })),
  ]
  const choose = (period: { from: string | null; to: string | null } | null): void => {
    if (period) changeState(period)
  }
  return (
    <fieldset className="filter">
      <legend>Period</legend>
      <div className="chips">
        {presets.map(({ label, period }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={(period?.from ?? months[0]) === from && (period?.to ?? months.at(-1)) === to}
            onClick={() => choose(period)}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="from-to">
        <MonthSelect label="From" months={months} value={from} onChange={(month) => choose({ from: month, to: month > to ? month : to })} />
        <MonthSelect label="To" months={months} value={to} onChange={(month) => choose({ from: month < from ? month : from, to: month })} />
      </div>
      <Bars
        name="Received, all categories"
        bars={counts.map(({ month, count }) => ({ key: month, label: monthLabel(month), value: count, muted: month < from || month > to }))}
      />
    </fieldset>
  )
}

type SelectProps = { label: string; months: string[]; value: string; onChange: (month: string) => void }
function MonthSelect({ label, months, value, onChange }: SelectProps) {
  // A month from a link that lies outside the data is still what the question says, so it is listed.
  const listed = months.includes(value) || value === '' ? months : [value, ...months].toSorted()
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {listed.map((month) => (
          <option key={month} value={month}>
            {monthLabel(month)}
          </option>
        ))}
      </select>
    </label>
  )
}
