import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { observedWindows } from '../../server/statistics/scan/scan.ts'
import { planOf } from '../verify/satscan.ts'
import { readReport } from '../verify/satscanFiles.ts'
import { decimals } from '../verify/scanClusters.ts'
import { readText } from '../verify/table.ts'

/**
 * SaTScan itself can be installed from no registry. What it printed, with its input, may lie in REFERENCE_DIR/satscan: there our log
 * likelihood ratios must be its own to the last digit printed; throws otherwise. Says what was compared.
 */
export function storedScans(): string {
  const root = process.env['REFERENCE_DIR']
  const dir = root && join(root, 'satscan')
  if (!dir || !existsSync(dir)) return 'REFERENCE_DIR/satscan, results of SaTScan to compare with, is not set'
  let clusters = 0
  const files = readdirSync(dir).filter((file) => file.endsWith('.txt') && /\bSaTScan v\d/.test(readText(dir, file)))
  for (const file of files) {
    const report = readReport(dir, file)
    const windows = observedWindows(planOf(dir, report).plan)
    for (const [k, { llr }] of report.clusters.entries()) {
      clusters++
      if (windows[k]?.llr.toFixed(decimals(llr)) !== llr) throw new Error(`${file}, cluster ${k + 1}: LLR ${windows[k]?.llr}, SaTScan ${llr}`)
    }
  }
  return `LLR of ${clusters} clusters in ${files.length} stored results of SaTScan equal to the last digit`
}
