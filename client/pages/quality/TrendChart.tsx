import type { Rule, TrendMonth } from '../../../server/contract/quality.ts'
import { monthLabel } from '../../months.ts'
import { formatCount, formatShare } from '../../words.ts'

const WIDE = 260
const TALL = 112
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 10, 8, 20]

type Props = { rule: Rule; months: TrendMonth[]; most: number; median: number | null }
type Shown = TrendMonth & { value: number; low: number; high: number; i: number }

const isShown = (month: TrendMonth & { i: number }): month is Shown => month.value !== null

/** A share by month on a scale from zero that its neighbours share; the band is the 95 % interval, a gap has fewer than 20 cases. */
export function TrendChart({ rule, months, most, median }: Props) {
  const x = (i: number): number => LEFT + ((WIDE - LEFT - RIGHT) * (i + 0.5)) / Math.max(1, months.length)
  const y = (share: number): number => TOP + (TALL - TOP - BOTTOM) * (1 - Math.min(1, share / most))
  const all = months.map((month, i) => ({ ...month, i }))
  const shown = all.filter(isShown)
  const runs = shown.reduce<Shown[][]>((parts, month) => {
    const last = parts.at(-1)
    if (last && last.at(-1)?.i === month.i - 1) last.push(month)
    else parts.push([month])
    return parts
  }, [])
  const [first, last] = [shown[0], shown.at(-1)]
  const said = first && last ? `${formatShare(first.value)} in ${monthLabel(first.month)}, ${formatShare(last.value)} in ${monthLabel(last.month)}` : 'too few cases in every month to say'
  const others = median === null ? '' : `; the middle of the other sites over the whole time: ${formatShare(median)}`
  const few = all.filter((month) => !isShown(month)).length
  const points = (list: [number, number][]): string => list.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' ')
  const bandOf = (run: Shown[]): string => {
    const ends = run.map((m): [number, number, number] => [x(m.i), y(m.low), y(m.high)])
    const [alone] = ends
    const wide = ends.length === 1 && alone ? [-3, 3].map((dx): [number, number, number] => [alone[0] + dx, alone[1], alone[2]]) : ends
    return points([...wide.map(([a, , high]): [number, number] => [a, high]), ...wide.toReversed().map(([a, low]): [number, number] => [a, low])])
  }
  return (
    <figure className="trend">
      <figcaption>
        <span>{rule.label}</span>
        <span className="trend-last">{last ? formatShare(last.value) : 'Too few to say'}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDE} ${TALL}`} role="img" aria-label={`${rule.label}: ${said}${others}${few > 0 ? `; ${few} of ${months.length} months have too few cases` : ''}`}>
        <line className="trend-grid" x1={LEFT} x2={WIDE - RIGHT} y1={y(most)} y2={y(most)} />
        <line className="trend-base" x1={LEFT} x2={WIDE - RIGHT} y1={y(0)} y2={y(0)} />
        <text className="trend-text" x={LEFT - 5} y={y(most) + 3.5} textAnchor="end">{`${most * 100}%`}</text>
        <text className="trend-text" x={LEFT - 5} y={y(0) + 3.5} textAnchor="end">0%</text>
        {months.length > 0 && <text className="trend-text" x={x(0) - 4} y={TALL - 5}>{monthLabel(months[0]?.month ?? '')}</text>}
        {months.length > 3 && <text className="trend-text" x={WIDE - RIGHT} y={TALL - 5} textAnchor="end">{monthLabel(months.at(-1)?.month ?? '')}</text>}
        {runs.map((run) => (
          <polygon key={run[0]?.month} className="trend-band" points={bandOf(run)} />
        ))}
        {median !== null && <line className="trend-median" x1={LEFT} x2={WIDE - RIGHT} y1={y(median)} y2={y(median)} />}
        {runs.map((run) => (
          <polyline key={run[0]?.month} className="trend-line" points={points(run.map((m) => [x(m.i), y(m.value)]))} />
        ))}
        {shown.map((m) => (
          <circle key={m.month} className="trend-dot" cx={x(m.i)} cy={y(m.value)} r="2.2">
            <title>{`${monthLabel(m.month)}: ${formatShare(m.value)} of ${formatCount(m.n)} (${formatShare(m.low)} to ${formatShare(m.high)})`}</title>
          </circle>
        ))}
        {all.filter((month) => !isShown(month)).map((m) => (
          <line key={m.month} className="trend-few" x1={x(m.i)} x2={x(m.i)} y1={y(0) - 5} y2={y(0)}>
            <title>{`${monthLabel(m.month)}: ${formatCount(m.n)}, too few to say`}</title>
          </line>
        ))}
      </svg>
    </figure>
  )
}
