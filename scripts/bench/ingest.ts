import { realFiles, takeIn, withDemoFiles } from './input.ts'
import type { Line } from './line.ts'
import { databaseUrl, placeMakers, timed } from './place.ts'

/** Files to rows in force, through the in-gate, once on each engine that can be had. */
export async function benchIngest(): Promise<Line[]> {
  const real = realFiles()
  const lines: Line[] = []
  await withDemoFiles(async (demo) => {
    for (const input of real ? [demo, real] : [demo]) {
      for (const make of placeMakers()) {
        const place = await make()
        const services = await place.open()
        let rows = 0
        try {
          const pace = (ms: number) => `${rows.toLocaleString('en-GB')} rows in ${input.paths.length} files, ${Math.round((rows / ms) * 1000).toLocaleString('en-GB')} rows/s; every row accounted for`
          lines.push(await timed(place, `ingest ${input.name}`, async () => (rows = await takeIn(services, input)), pace))
        } finally {
          await services.close()
          await place.remove()
        }
      }
    }
  })
  const last = lines.at(-1)
  if (last && databaseUrl() === undefined) last.note += '; PostgreSQL not timed: DATABASE_URL is not set'
  return last && !real ? [...lines.slice(0, -1), { ...last, note: `${last.note}; real files not timed: REAL_DATA_DIR is not set` }] : lines
}
