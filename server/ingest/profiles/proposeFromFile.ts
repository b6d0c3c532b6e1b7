import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MappingProposal, Profile } from '../../contract/profile.ts'
import type { Standard } from '../../contract/vocabulary.ts'
import { fileProblem } from '../../domain/problem.ts'
import { toGrid } from '../../geocode/nationalGrid.ts'
import type { Ground } from '../ground.ts'
import type { Incoming } from '../incoming.ts'
import { readRows } from '../parse/readRows.ts'
import { proposing } from './propose.ts'
import type { Sample } from './propose.ts'
import type { Area } from './proposeValues.ts'

/** Milliseconds before everybody else in the process has a turn. */
const SLICE_MS = 25
/** Enough to tell what a column holds; the rest of the file is not read. */
const SAMPLE_ROWS = 200

const sampleOf = async ({ open, bytes, file }: Incoming): Promise<Sample> => {
  let header: string[] | null = null
  const rows: string[][] = []
  for await (const batch of readRows(open, { file, bytes })) {
    for (const { fields, fault } of batch) {
      if (header === null) header = fields
      else if (!fault && rows.length < SAMPLE_ROWS) rows.push(fields)
    }
    if (rows.length >= SAMPLE_ROWS) break
  }
  if (header === null) throw fileProblem('no-rows', 'there is no text in the file', { file })
  return { file, header, rows }
}

const areaOf = ([west, south, east, north]: Area['degrees']): Area => {
  const corners = [toGrid(south, west), toGrid(south, east), toGrid(north, west), toGrid(north, east)]
  const [eastings, northings] = [corners.map(({ easting }) => easting), corners.map(({ northing }) => northing)]
  return { degrees: [west, south, east, north], grid: [Math.min(...eastings), Math.min(...northings), Math.max(...eastings), Math.max(...northings)] }
}

/** Proposes mappings for files, from their first rows. Nothing of a file is kept. */
export const createProposals = (ground: Ground, shipped: readonly Profile[]) => {
  const area = areaOf(ground.studyArea.bbox)
  const { codeLists, sites, scrubber } = ground
  const reading = { profiles: shipped, codeLists, sites, area, scrub: (text: string) => scrubber.scrub(text) }
  return {
    async propose(incoming: Incoming, standard?: Standard): Promise<MappingProposal> {
      const steps = proposing(await sampleOf(incoming), reading, standard)
      let since = performance.now()
      for (;;) {
        const { done, value } = steps.next()
        if (done) return value
        if (performance.now() - since < SLICE_MS) continue
        await nextTurn()
        since = performance.now()
      }
    },
  }
}
