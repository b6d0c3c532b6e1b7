import { monthLabel } from '../../months.ts'
import { monthsInWords } from './groups.ts'
import type { MonthState } from './groups.ts'

/** One small box for each month, a gap before each January: full is in force, an outline with a stroke is missing. The words below say the same. */
export function MonthStrip({ months }: { months: MonthState[] }) {
  const years = byYear(months)
  return (
    <div className="months">
      <div className="months-strip" aria-hidden="true">
        {years.map(([year, own]) => (
          <div key={year} className="months-year">
            <span className="months-name">{year}</span>
            <div className="months-boxes">
              {own.map(({ month, inForce }) => (
                <span key={month} className={inForce ? 'month month-in' : 'month month-missing'} title={`${monthLabel(month)}: ${inForce ? 'in force' : 'missing'}`} />
              ))}
            </div>
          </div>
        ))}
      </div>
      <p className="hint">{monthsInWords(months)}</p>
    </div>
  )
}

function byYear(months: MonthState[]): [string, MonthState[]][] {
  const years = new Map<string, MonthState[]>()
  for (const one of months) years.set(one.month.slice(0, 4), [...(years.get(one.month.slice(0, 4)) ?? []), one])
  return [...years]
}
