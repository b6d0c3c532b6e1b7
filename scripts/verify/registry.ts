/** Which check belongs to which reference file: a new kernel adds its line here. The first pattern that fits is taken. */
import { verifyAdjust } from './adjust.ts'
import { verifyBng } from './bng.ts'
import { verifyDbscan } from './dbscan.ts'
import { verifyEmpiricalBayes, verifyEmpiricalBayesParameters } from './empiricalBayes.ts'
import { verifyGetisOrd, verifyNeighbours } from './getisOrd.ts'
import { verifyGlobalMoran } from './globalMoran.ts'
import { verifyH3Index } from './h3Index.ts'
import { verifyKnox, verifyKnoxLayout } from './knox.ts'
import { verifyLocalMoran } from './localMoran.ts'
import { verifyMannKendall } from './mannKendall.ts'
import { verifyNearRepeatSummary, verifyNearRepeatVerbose } from './nearRepeat.ts'
import { verifyKde } from './kde.ts'
import { verifyMemphis } from './memphis.ts'
import type { Outcome } from './outcome.ts'
import { verifySatscan } from './satscan.ts'
import { verifyScan } from './scan.ts'
import { verifySpdep } from './spdep.ts'

export type Check = (dir: string, file: string) => Outcome

export const CHECKS: readonly (readonly [RegExp, Check])[] = [
  [/^neighbours\.json$/, verifyNeighbours],
  [/^h3_index\.csv$/, verifyH3Index],
  [/^expect_gistar_k\d+\.csv$/, verifyGetisOrd],
  [/^expect_padjust\.csv$/, verifyAdjust],
  [/^expect_localmoran_k\d+\.csv$/, verifyLocalMoran],
  [/^expect_global_moran\.txt$/, verifyGlobalMoran],
  [/^expect_(ebest|eblocal_k\d+)\.csv$/, verifyEmpiricalBayes],
  [/^expect_ebest_params\.txt$/, verifyEmpiricalBayesParameters],
  [/_spdep(_\w+)?\.csv$/, verifySpdep],
  [/^expect_bng_to_wgs84\.csv$/, verifyBng],
  [/^expect_knox.*_table_layout\.txt$/, verifyKnoxLayout],
  [/^expect_knox.*\.csv$/, verifyKnox],
  [/^expect_mannkendall(_R)?\.(json|csv)$/, verifyMannKendall],
  [/_NRverbose_.*\.csv$/, verifyNearRepeatVerbose],
  [/_NRsummary_.*\.html?$/, verifyNearRepeatSummary],
  [/^expect_scan_satscan\.json$/, verifyScan],
  [/^(?!expect_|licen[cs]e|readme).*\.txt$/i, verifySatscan],
  [/^expect_dbscan\w*\.csv$/, verifyDbscan],
  [/_h?dbscan(_\w*)?\.csv$/, verifyMemphis],
  [/^expect_kde_points_sigma[\d.]+\.csv$/, verifyKde],
  [/^expect_/, () => ({ kind: 'unchecked', why: 'no kernel yet' })],
]
