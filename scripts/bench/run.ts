import type { QueryInput } from '../../server/contract/query.ts'
import type { Services } from '../../server/services.ts'
import { takeIn, withDemoFiles } from './input.ts'
import type { Line } from './line.ts'
import { placeMakers, timed, type Place } from './place.ts'

const OTHER: QueryInput = { categories: ['robbery'], period: { from: '2018-02-01', to: '2018-05-01' }, k: 2 }

/** A question to a stored run: the first after a start, which loads the columns; then another one; then the same again. */
export async function benchRun(): Promise<Line[]> {
  const lines: Line[] = []
  for (const make of placeMakers()) {
    const place = await make()
    try {
      await withDemoFiles(async (demo) => {
        const before = await place.open()
        try {
          await takeIn(before, demo)
        } finally {
          await before.close()
        }
      })
      const services = await place.open()
      try {
        lines.push(await question(place, services, 'first run after a start', {}, true))
        lines.push(await question(place, services, 'another query', OTHER, true))
        lines.push(await question(place, services, 'the same query again', OTHER, false))
      } finally {
        await services.close()
      }
    } finally {
      await place.remove()
    }
  }
  return lines
}

async function question(place: Place, { runs, release }: Services, name: string, query: QueryInput, fresh: boolean): Promise<Line> {
  let id = ''
  let made = false
  const line = await timed(place, name, async () => ({ id, made } = await runs.findOrMake(query)), () => '')
  if (made !== fresh) throw new Error(`${name}: the run was ${made ? 'made' : 'found'}`)
  const { incidents, hotspots, levels } = await release.run(id)
  const { counts } = await release.table(id, 9)
  const sum = counts.reduce((total, count) => total + count, 0)
  if (sum !== incidents) throw new Error(`${name}: cells hold ${sum} incidents, the run says ${incidents}`)
  const cells = levels.reduce((total, level) => total + level.cells, 0)
  return { ...line, note: `${incidents.toLocaleString('en-GB')} incidents, ${cells.toLocaleString('en-GB')} cells tested, ${hotspots.length} hotspots; counts sum to the incidents` }
}
