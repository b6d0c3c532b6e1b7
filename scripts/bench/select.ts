import { basename } from 'node:path'
import { cellToParent } from 'h3-js'
import { createColumnsBuilder } from '../../server/analysis/buildColumns.ts'
import { countCells } from '../../server/analysis/countCells.ts'
import { fillIn } from '../../server/analysis/completeQuery.ts'
import { countsAt, createParents, testLevel } from '../../server/analysis/level.ts'
import type { Category } from '../../server/contract/vocabulary.ts'
import type { EventTime } from '../../server/domain/case.ts'
import { cellToBigint } from '../../server/domain/cell.ts'
import type { StudyArea } from '../../server/domain/studyArea.ts'
import { createPipeline } from '../../server/ingest/pipeline.ts'
import { readHeader } from '../../server/ingest/profiles/columns.ts'
import { testGround } from '../../tests/support/ground.ts'
import { countyFiles, geoData } from './ground.ts'
import { naiveBenjaminiHochberg, naiveGiStar, naiveTwoSidedP } from './kernels.ts'
import { lineOf, type Line } from './line.ts'
import { assertSameNumbers, contest } from './measure.ts'

const LEVELS = [7, 8, 9] as const
const QUERY = fillIn({ categories: ['violence-and-sexual-offences', 'robbery'] }, { sources: ['police'], period: { from: '2018-02-01', to: '2018-05-01' } })

type Incident = { category: Category | null; month: string; time: EventTime; cell: string | null }
type Tested = { counts: ArrayLike<number>; z: Float64Array; adjustedP: Float64Array }

/** A filtered question to tested cells at three resolutions, from incidents in memory: what a new run costs without the database. */
export async function benchSelect(): Promise<Line[]> {
  const { studyArea } = geoData()
  const incidents = [...demoIncidents()]
  const columns = columnsOf(incidents, studyArea)
  const parents = createParents(studyArea)
  return [lineOf(contest({
    name: `select and test ${incidents.length.toLocaleString('en-GB')} incidents, res 7, 8, 9`,
    ours: (): Tested[] => {
      const { counts } = countCells([columns], QUERY, studyArea.cells(9).length)
      return LEVELS.map((level) => testLevel(studyArea, level, countsAt(counts, parents(level), studyArea.cells(level).length), QUERY))
    },
    peer: 'filter of objects, Map<cell, count>, gridDisk per cell, sorting pairs',
    theirs: () => LEVELS.map((level) => naiveLevel(incidents, studyArea, level)),
    check: (ours, theirs) => {
      for (const [i, { counts, z, adjustedP }] of ours.entries()) {
        const peer = theirs[i]
        if (!peer) throw new Error('a level is missing')
        assertSameNumbers(counts, peer.counts, 0)
        assertSameNumbers(z, peer.z, 1e-12)
        assertSameNumbers(adjustedP, peer.adjustedP, 1e-9)
      }
      const cells = ours.reduce((sum, { z }) => sum + z.length, 0)
      return `counts identical, z equal to 1e-12, adjusted p to 1e-9, in ${cells.toLocaleString('en-GB')} cells`
    },
    rounds: 5,
  }))]
}

function naiveLevel(incidents: Incident[], studyArea: StudyArea, level: (typeof LEVELS)[number]): Tested {
  const countOf = new Map(studyArea.cells(level).map((cell) => [cell, 0]))
  const inArea = studyArea.has
  for (const { category, month, cell } of incidents) {
    const wanted = category !== null && QUERY.categories.includes(category) && month >= '2018-02' && month < '2018-05'
    if (!wanted || cell === null || !inArea(cell)) continue
    const parent = cellToParent(cell, level)
    countOf.set(parent, (countOf.get(parent) ?? 0) + 1)
  }
  const z = naiveGiStar(countOf, QUERY.k)
  return { counts: [...countOf.values()], z, adjustedP: naiveBenjaminiHochberg(z.map(naiveTwoSidedP)) }
}

function* demoIncidents(): Generator<Incident> {
  for (const { text, path } of countyFiles()) {
    const month = basename(path).slice(0, 7)
    const [header, ...rows] = text.trimEnd().split('\n').map((row) => row.split(','))
    const policeUk = testGround().profiles.named('police-uk')
    const judge = createPipeline(policeUk, readHeader(header ?? [], policeUk, path), path, testGround().ground, new Date())
    for (const [i, fields] of rows.entries()) {
      const found = judge.row({ fields, line: i + 2 }).case
      if (found) yield { category: found.category, month, time: found.time, cell: found.places[0]?.cell ?? null }
    }
  }
}

function columnsOf(incidents: Incident[], studyArea: StudyArea) {
  const builder = createColumnsBuilder(studyArea, incidents.length)
  for (const { category, time, cell } of incidents) {
    const [from, to] = [Date.parse(time.from) / 1000, Date.parse(time.to) / 1000]
    builder.add({ sources: ['police'], category, from, to, kind: time.kind, unplaced: null, cell: cell && cellToBigint(cell), level: 'snap-point', method: 'not-asked', placeType: 'not-asked', ageBand: 'not-asked', offence: null })
  }
  return builder.columns()
}
