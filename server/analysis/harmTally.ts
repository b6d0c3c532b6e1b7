import type { ExcludedKind, Source } from '../contract/vocabulary.ts'
import type { HarmWeights } from '../domain/harm.ts'
import { sourcesOfBits } from './columns.ts'
import type { Columns } from './columns.ts'

/** Which weights were used, and whose incidents have none: their harm is unknown, and in no cell. Most frequent first. */
export type HarmTold = { version: string; withoutCode: { sources: Source[]; count: number }[]; withoutWeight: { code: string; count: number }[] }

const add = <K>(counts: Map<K, number>, key: K, count: number): void => void counts.set(key, (counts.get(key) ?? 0) + count)
const mostFirst = <K>(counts: Map<K, number>): [K, number][] => [...counts].toSorted(([, a], [, b]) => b - a)
const total = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

/** Days of harm of rows, and account of those that have none. */
export const createHarmTally = (weights: HarmWeights | null) => {
  if (!weights) throw new Error('harm is measured without weights: see harmFor')
  const withoutCode = new Map<number, number>()
  const withoutWeight = new Map<string, number>()
  return {
    /** days × share of row i; NaN when it has no weight, which is then told */
    of: ({ offence, offences }: Columns) => {
      const days = Float64Array.from(offences, (code) => (code === '' ? NaN : (weights.harmOf(code) ?? NaN)))
      return (i: number, bits: number, share: number): number => {
        const code = offence?.[i] ?? 0
        const value = days[code] ?? NaN
        if (!Number.isNaN(value)) return value * share
        if (code === 0) add(withoutCode, bits, share)
        else add(withoutWeight, offences[code] ?? '', share)
        return NaN
      }
    },
    excluded: (): Partial<Record<ExcludedKind, number>> => ({ 'no-offence-code': total(withoutCode), 'no-harm-weight': total(withoutWeight) }),
    told: (): HarmTold => ({
      version: weights.version,
      withoutCode: mostFirst(withoutCode).map(([bits, count]) => ({ sources: sourcesOfBits(bits), count })),
      withoutWeight: mostFirst(withoutWeight).map(([code, count]) => ({ code, count })),
    }),
  }
}
