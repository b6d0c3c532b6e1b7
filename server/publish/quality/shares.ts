import type { Rule, TrendMonth } from '../../contract/quality.ts'
import type { Change, FigureKey } from '../../contract/qualityWords.ts'
import { ENOUGH } from '../../contract/qualityWords.ts'
import type { Source } from '../../contract/vocabulary.ts'
import type { SiteMonth } from '../../domain/quality.ts'
import { wilson } from './interval.ts'

type Share = { k: (m: SiteMonth) => number; n: (m: SiteMonth) => number; only?: Source; column?: true }

const places = (m: SiteMonth): number => m.cases - m.home
/** Which counts of a month make which share. `only`: the one kind of feed that can tell. `column`: a column of its
 * own: where no row lacks it, and yet only some have it, other codes implied it and nobody was asked. */
export const SHARES: Partial<Record<FigureKey, Share>> = {
  'usable-place': { k: (m) => m.usable, n: places },
  'blank-place': { k: (m) => m.blank, n: places },
  'coarse-place': { k: (m) => m.coarse, n: places },
  'ambiguous-place': { k: (m) => m.ambiguous, n: places },
  'unknown-place': { k: (m) => m.unknownWords, n: places },
  'own-place': { k: (m) => m.ownPlace, n: places },
  'no-time': { k: (m) => m.noTimeOfDay, n: (m) => m.timed },
  'heaped-time': { k: (m) => m.heaped, n: (m) => m.minutes },
  'arrival-time': { k: (m) => m.atArrival, n: (m) => m.timed, only: 'emergency-department' },
  'late-time': { k: (m) => m.afterArrival, n: (m) => m.timed, only: 'emergency-department' },
  'method-unsaid': { k: (m) => m.methodUnsaid, n: (m) => m.methodAsked, column: true },
  'place-type-unsaid': { k: (m) => m.placeTypeUnsaid, n: (m) => m.placeTypeAsked, column: true },
  'place-type-against': { k: (m) => m.against, n: (m) => m.comparable },
  'personal-data': { k: (m) => m.scrubbed, n: (m) => m.cases },
}

export type Counted = { k: number; n: number }

export const sumOf = (share: Share, source: Source, months: SiteMonth[]): Counted => {
  if (share.only && share.only !== source) return { k: 0, n: 0 }
  const sum = months.reduce((sofar, m) => ({ k: sofar.k + share.k(m), n: sofar.n + share.n(m) }), { k: 0, n: 0 })
  const implied = share.column && sum.k === 0 && sum.n < months.reduce((cases, m) => cases + m.cases, 0)
  return implied ? { k: 0, n: 0 } : sum
}

/** A share by month; of fewer than 20 it is left out, since chance alone would move it about. */
export const trendOf = (share: Share, source: Source, months: string[], byMonth: ReadonlyMap<string, SiteMonth>): TrendMonth[] =>
  months.map((month) => {
    const m = byMonth.get(month)
    const { k, n } = sumOf(share, source, m ? [m] : [])
    const interval = n >= ENOUGH ? wilson(k, n) : null
    return { month, n, value: interval ? k / n : null, low: interval?.low ?? null, high: interval?.high ?? null }
  })

/** Months that count as "lately". */
const LATELY = 3

/** The last three months against those before: a change only where the two 95 % intervals do not meet, which chance seldom does. */
export const changeOf = (share: Share, source: Source, rule: Rule, months: string[], byMonth: ReadonlyMap<string, SiteMonth>): Change => {
  const part = (names: string[]): Counted => sumOf(share, source, names.flatMap((month) => byMonth.get(month) ?? []))
  const lately = part(months.slice(-LATELY))
  const before = part(months.slice(0, -LATELY))
  const [a, b] = [wilson(lately.k, lately.n), wilson(before.k, before.n)]
  if (!a || !b || lately.n < ENOUGH || before.n < ENOUGH) return 'too-few'
  if (a.low <= b.high && b.low <= a.high) return 'steady'
  return a.low > b.high === (rule.better === 'more') ? 'better' : 'worse'
}
