import { exchangedCounts, planKnox } from '../../server/statistics/knox.ts'
import { knoxTable } from '../../server/statistics/knoxTable.ts'
import { inventIncidents, planeOf } from './incidents.ts'
import { lineOf, type Line } from './line.ts'
import { assertSameNumbers, memoryOf, race, sampler } from './measure.ts'
import { withPeer } from './peers.ts'
import { withR } from './r.ts'

const INCIDENTS = 2000
const EXCHANGES = 99
const METRES = 200
const DAYS = 14

/** Knox table with simulated p from points and days. */
export async function benchKnox(full: boolean): Promise<Line[]> {
  const incidents = inventIncidents(INCIDENTS)
  const { x, y } = planeOf(incidents)
  const days = Float64Array.from(incidents.time, (seconds) => Math.floor(seconds / 86_400))
  const name = `Knox ${METRES} m, ${DAYS} days: ${INCIDENTS.toLocaleString('en-GB')} incidents, ${EXCHANGES} exchanges`
  const ours = () => {
    const plan = planKnox(x, y, days, { distances: [METRES], times: [DAYS] })
    return knoxTable(plan, exchangedCounts(plan, 1, 0, EXCHANGES))
  }
  return await withPeer({ name, goal: 2000 }, () =>
    withR('surveillance', 'r-cran-surveillance', async (r) => {
      await r.give('x', x)
      await r.give('y', y)
      await r.give('day', days)
      await r.run('set.seed(1)')
      // As its help page does it: distances of all pairs first.
      const theirs = () => r.run(`k <- knox(dt = dist(day), ds = dist(cbind(x, y)), eps.t = ${DAYS}, eps.s = ${METRES}, B = ${EXCHANGES})`)
      await theirs()
      const table = ours()
      assertSameNumbers([table.observed[0] ?? NaN, table.expected[0] ?? NaN], await r.take('c(k$statistic, k$null.value)'), 1e-9)
      const [p = NaN] = await r.take('k$p.value')
      const error = Math.sqrt((2 * Math.max(p * (1 - p), 1 / EXCHANGES)) / EXCHANGES)
      if (!(Math.abs((table.p[0] ?? NaN) - p) <= 4 * error + 1 / EXCHANGES)) throw new Error(`p: ours ${table.p[0]}, peer ${p}`)
      return [lineOf(await race({
        name, goal: 2000, ours: sampler(ours), peer: `R surveillance ${await r.versionOf('surveillance')} knox`, theirs, peakMb: memoryOf(ours), rounds: full ? 5 : 1,
        checked: `${table.observed[0]} close pairs in both, expected equal to 1e-9, p ${(table.p[0] ?? NaN).toFixed(2)} and ${p.toFixed(2)}`,
      }))]
    }))
}
