import { bytesOf, HOURS } from '../../server/analysis/columns.ts'
import { createColumnsBuilder } from '../../server/analysis/buildColumns.ts'
import { wallHour } from '../../server/analysis/calendar.ts'
import { fillIn } from '../../server/analysis/completeQuery.ts'
import { countCells } from '../../server/analysis/countCells.ts'
import { testLevel } from '../../server/analysis/level.ts'
import type { QueryInput } from '../../server/contract/query.ts'
import type { Source } from '../../server/contract/vocabulary.ts'
import { cellToBigint } from '../../server/domain/cell.ts'
import { createStudyArea, type StudyArea } from '../../server/domain/studyArea.ts'
import { weekMask } from '../../server/domain/weekHours.ts'
import { duckDb } from './duckDb.ts'
import { boxCells, giveField } from './field.ts'
import { inventIncidents, type Incidents } from './incidents.ts'
import { lineOf, lineOfLimit, lineWith, type Line } from './line.ts'
import { assertSameNumbers, memoryOf, race, sampler } from './measure.ts'
import { naiveBenjaminiHochberg, naiveGiStar } from './kernels.ts'
import { withPeer } from './peers.ts'
import { withR } from './r.ts'

const MILLION = 1_000_000
const FROM_SOURCES: readonly Source[] = ['emergency-department', 'ambulance', 'police']
const KINDS = ['violence-and-sexual-offences', 'robbery'] as const
const BYTES_AN_INCIDENT = 12
const LIMIT_MS = 15
const K = 3
/** Weekend nights of eighteen months, told by the health services: some 7 % of all. */
const ASKED: QueryInput = {
  sources: ['emergency-department', 'ambulance'], categories: [...KINDS], period: { from: '2023-01-01', to: '2024-07-01' },
  weekHours: [{ days: ['fri', 'sat'], from: 20, to: 3 }], k: K,
}
const QUERY = fillIn(ASKED, { sources: [...FROM_SOURCES], period: { from: '2022-01-01', to: '2025-01-01' } })

/** From incidents held in memory to counts by cell, and on to tested cells. */
export async function benchColumns(full: boolean): Promise<Line[]> {
  const studyArea = createStudyArea({ name: 'box', version: 'bench', cells9: boxCells(9) })
  return [...(await tested(studyArea)), ...(await aggregated(studyArea, full))]
}

async function tested(studyArea: StudyArea): Promise<Line[]> {
  const incidents = inventIncidents(MILLION)
  const cells = studyArea.cells(9)
  const columns = columnsOf(incidents, rowsOf(incidents, studyArea), studyArea)
  const ours = () => testLevel(studyArea, 9, countCells([columns], QUERY, cells.length).counts, QUERY)
  const { counts, z, p, adjustedP } = ours()
  const countOf = new Map(cells.map((cell, i) => [cell, counts[i] ?? 0]))
  assertSameNumbers(z, naiveGiStar(countOf, K), 1e-9)
  assertSameNumbers(adjustedP, naiveBenjaminiHochberg(p), 1e-12)
  const name = `filter, counts, Gi* k = ${K}, p and BH: 1M incidents, ${cells.length.toLocaleString('en-GB')} cells`
  const one = sampler(ours)
  const limit = lineOfLimit({
    name, limit: `none: the limit is ${LIMIT_MS} ms wall`, limitMs: LIMIT_MS, ours: Array.from({ length: 9 }, one), peakMb: memoryOf(ours),
    note: 'ratio is limit / ours; z equal to 1e-9 to a Map and h3-js gridDisk, adjusted p to sorted pairs',
  })
  const spdep = await withPeer({ name, goal: null }, () =>
    withR('spdep', 'r-cran-spdep', async (r) => {
      await giveField(r, Float64Array.from(counts), studyArea.neighbours(9, K))
      const theirs = () => r.run('w <- nb2listw(include.self(nb), style = "B"); z <- as.numeric(localG(x, w)); p <- 2 * pnorm(-abs(z)); q <- p.adjust(p, "BH")')
      await theirs()
      assertSameNumbers(z, await r.take('z'), 1e-9)
      assertSameNumbers(adjustedP, await r.take('q'), 1e-9)
      return [lineOf(await race({
        name, ours: one, peer: `R spdep ${await r.versionOf('spdep')} from counts: nb2listw, localG, pnorm, p.adjust`, theirs, peakMb: memoryOf(ours), rounds: 3,
        checked: 'z and adjusted p equal to 1e-9; the peer is given counts and lists, so its filter is not counted',
      }))]
    }))
  return [limit, ...spdep]
}

async function aggregated(studyArea: StudyArea, full: boolean): Promise<Line[]> {
  const incidents = inventIncidents(10 * MILLION)
  const rows = rowsOf(incidents, studyArea)
  const columns = columnsOf(incidents, rows, studyArea)
  const bytes = bytesOf(columns)
  const memory = lineWith({
    name: '10M incidents resident', peer: `none: the limit is ${BYTES_AN_INCIDENT} bytes an incident`, goal: 1, ratio: (BYTES_AN_INCIDENT * columns.n) / bytes,
    peakMb: bytes / 2 ** 20, equal: columns.n === incidents.time.length,
    note: `${(bytes / columns.n).toFixed(2)} bytes an incident: hour of the week, sources, day, cell, category, method, place type, age band; ratio is limit / ours`,
  })
  const cells = studyArea.cells(9).length
  const ours = (): Uint32Array => countCells([columns], QUERY, cells).counts
  const name = 'filtered aggregation of 10M incidents to res-9 cells'
  const aggregation = await withPeer({ name, goal: 25 }, async () => {
    const duck = await duckDb()
    try {
      const { time, source } = incidents
      await duck.load({ cell: rows, day: Int32Array.from(time, wallDay), hour: Int32Array.from(time, (seconds) => wallHour(seconds) % HOURS), source: Int32Array.from(source) })
      const hours = [...weekMask(QUERY.weekHours)].flatMap((asked, hour) => (asked ? [hour] : []))
      const [from, to] = [QUERY.period.from, QUERY.period.to].map((day) => wallDay(Date.parse(`${day}T12:00:00Z`) / 1000)) as [number, number]
      const sql = `select cell, count(*)::integer as n from incidents where source in (0, 1) and day >= ${from} and day < ${to} and hour in (${hours.join()}) and cell >= 0 group by cell`
      const counts = new Uint32Array(cells)
      for (const [cell, n] of await duck.rows(sql)) counts[cell ?? -1] = n ?? 0
      const found = ours()
      assertSameNumbers(found, counts, 0)
      const total = counts.reduce((sum, n) => sum + n, 0).toLocaleString('en-GB')
      return [lineOf(await race({
        name, goal: 25, ours: sampler(ours), peer: duck.name, theirs: () => duck.time(sql), peakMb: memoryOf(ours), rounds: full ? 15 : 7,
        checked: `counts of ${cells.toLocaleString('en-GB')} cells identical, ${total} incidents pass`,
      }))]
    } finally {
      duck.close()
    }
  })
  return [memory, ...aggregation]
}

/** Row of each incident's cell in the study area, -1 outside. */
function rowsOf({ lat, lng }: Incidents, studyArea: StudyArea): Int32Array {
  const rows = new Int32Array(lat.length)
  studyArea.grid(9).rowsOf(lat, lng, rows)
  return rows
}

const wallDay = (seconds: number): number => Math.floor(wallHour(seconds) / 24)

function columnsOf({ time, source, kind }: Incidents, rows: Int32Array, studyArea: StudyArea) {
  const names = studyArea.cells(9).map(cellToBigint)
  const sources = FROM_SOURCES.map((word) => [word])
  const builder = createColumnsBuilder(studyArea, time.length)
  for (const [i, row] of rows.entries()) {
    const from = 60 * Math.floor((time[i] ?? 0) / 60) // known to the minute
    builder.add({
      sources: sources[source[i] ?? 0] ?? [], category: KINDS[(kind[i] ?? 0) % KINDS.length] ?? null, from, to: from + 60, kind: 'exact',
      unplaced: row < 0 ? 'outside-area' : null, cell: names[row] ?? null, level: 'exact',
      method: 'not-asked', placeType: 'not-asked', ageBand: 'not-asked', offence: null,
    })
  }
  return builder.columns()
}
