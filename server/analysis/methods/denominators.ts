import { CATEGORIES } from '../../contract/vocabulary.ts'
import type { MethodInput, SecondOf } from './method.ts'

export type Denominator = 'area' | 'all-incidents'

/** The other incidents that a denominator needs: those of every category. */
export const otherFor = (denominator: Denominator): Partial<SecondOf> | null => (denominator === 'all-incidents' ? { categories: [...CATEGORIES] } : null)

export const denominatorOf = ({ area, other }: MethodInput, denominator: Denominator): Float64Array =>
  denominator === 'all-incidents' && other ? other.counts : area.areaKm2

export const unitOf: Record<Denominator, string> = { area: 'per km²', 'all-incidents': 'per incident of any category' }
