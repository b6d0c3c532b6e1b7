/** Which check belongs to which reference file: a new kernel adds its line here. The first pattern that fits is taken. */
import { verifyAdjust } from './adjust.ts'
import { verifyGetisOrd, verifyNeighbours } from './getisOrd.ts'
import { verifyH3Index } from './h3Index.ts'
import type { Outcome } from './outcome.ts'

export type Check = (dir: string, file: string) => Outcome

export const CHECKS: readonly (readonly [RegExp, Check])[] = [
  [/^neighbours\.json$/, verifyNeighbours],
  [/^h3_index\.csv$/, verifyH3Index],
  [/^expect_gistar_k\d+\.csv$/, verifyGetisOrd],
  [/^expect_padjust\.csv$/, verifyAdjust],
  [/^expect_/, () => ({ kind: 'unchecked', why: 'no kernel yet' })],
]
