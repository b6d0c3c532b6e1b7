import { getResolution, isValidCell } from 'h3-js'
import type { Quality, QualityQuery, Scorecard } from '../contract/quality.ts'
import type { Decided, PlaceAccuracy, PlaceLedger, PlaceReview } from '../contract/places.ts'
import type { Catalogue, CellDetail, Run } from '../contract/results.ts'
import type { CellState, Resolution } from '../contract/vocabulary.ts'
import { unpackEvents, unpackTable } from '../domain/cellTable.ts'
import type { RunEvents } from '../domain/cellTable.ts'
import { dataVersionOf } from '../domain/incident.ts'
import type { Places } from '../domain/places.ts'
import { notFound, Problem } from '../domain/problem.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import type { ResultTable } from '../domain/resultTable.ts'
import { unpackResultTable } from '../domain/resultTable.ts'
import { analysisDocument, analysisTable } from '../store/analyses.ts'
import { readTotals } from '../store/catalogue.ts'
import type { Sql } from '../store/db.ts'
import { inForce } from '../store/incidents.ts'
import { decisionsDigest } from '../store/placeDecisions.ts'
import { readQuality } from '../store/quality.ts'
import { runDocument, runEvents, runLevel } from '../store/runs.ts'
import { describeCell } from './cellDetail.ts'
import type { Letter } from './letters/content.ts'
import { letterOf } from './letters/content.ts'
import type { PlacesKnown } from './quality/placesKnown.ts'
import { periodOf, qualityOf, scorecardOf } from './quality/published.ts'
import type { ReleasedTable } from './releasedTable.ts'

declare const released: unique symbol
/** Proof that a value has passed disclosure control. Minted in this file alone; encoders take nothing else. */
export type Released<T> = T & { readonly [released]: true }

/** The policy in force: the data are public, so everything is shown. Disclosure control will stand here. */
const pass = <T>(value: T): Released<T> => value as Released<T>

const cache = <T>(limit: number) => {
  const kept = new Map<string, Promise<T>>()
  return (key: string, make: () => Promise<T>): Promise<T> => {
    const value = kept.get(key) ?? make()
    kept.delete(key)
    kept.set(key, value)
    if (kept.size > limit) kept.delete(kept.keys().next().value ?? key)
    value.catch(() => kept.delete(key))
    return value
  }
}

/** OUT-GATE: the only way out for anything counted. Runs never change, so what was released once is kept in memory. */
export const createRelease = (deps: { knex: Sql; studyArea: StudyArea; places: Places; placesKnown: PlacesKnown }) => {
  const { knex, studyArea, places, placesKnown } = deps
  const documents = cache<{ text: string; run: Run }>(64)
  const tables = cache<Released<ReleasedTable>>(24)
  const rows = cache<ReadonlyMap<string, number>>(24)
  const events = cache<RunEvents>(8)
  const totals = cache<Awaited<ReturnType<typeof readTotals>>>(2)
  const analyses = cache<string>(64)
  const analysisTables = cache<Released<ResultTable>>(16)
  const qualities = cache<Awaited<ReturnType<typeof readQuality>>>(12)

  const document = (id: string) =>
    documents(id, async () => {
      const text = /^[0-9a-f]{24}$/.test(id) ? await runDocument(knex, id) : null
      if (text === null) throw notFound(`The run "${id.slice(0, 40)}"`)
      return { text, run: JSON.parse(text) as Run }
    })

  /** Nearly every run is of the area in force: then all of them share one list of names instead of holding 40,000 each. */
  const cellsOf = (stored: BigUint64Array, resolution: Resolution): readonly string[] => {
    const own = studyArea.cells(resolution)
    return stored.length === own.length && stored.every((cell, row) => cell.toString(16) === own[row]) ? own : Array.from(stored, (cell) => cell.toString(16))
  }

  const table = (id: string, resolution: Resolution): Promise<Released<ReleasedTable>> =>
    tables(`${id}/${resolution}`, async () => {
      const { run } = await document(id)
      const stored = await runLevel(knex, id, resolution)
      if (!stored) throw new Problem(404, 'no-such-resolution', 'Not found', `The run has no cells at resolution ${resolution}: the data do not bear it.`)
      const { cells, counts, z, p, adjustedP } = unpackTable(stored)
      const own = { run: id, resolution, cells: cellsOf(cells, resolution) }
      // Where no month could answer, nothing is known of any cell: not zero.
      if (run.monthsReceived.length === 0) {
        const nothing = new Float64Array(cells.length).fill(Number.NaN)
        return pass({ ...own, counts: nothing, z: nothing, p: nothing, adjustedP: nothing, states: Array.from(cells, (): CellState => 'no-data') })
      }
      return pass({
        ...own,
        counts: Float64Array.from(counts),
        z, p, adjustedP,
        states: Array.from(counts, (count): CellState => (count === 0 ? 'zero' : 'count')),
      })
    })

  const rowsOf = (id: string, resolution: Resolution) =>
    rows(`${id}/${resolution}`, async (): Promise<ReadonlyMap<string, number>> => {
      const { cells } = await table(id, resolution)
      return cells === studyArea.cells(resolution) ? studyArea.index(resolution) : new Map(cells.map((cell, row) => [cell, row]))
    })

  const eventsOf = (id: string) =>
    events(id, async () => {
      const stored = await runEvents(knex, id)
      if (!stored) throw new Error('a run without its events')
      return unpackEvents(stored)
    })

  const areas = new Map<Resolution, number>()
  /** Of all cells at a resolution: coarse cells reach beyond the edge, so their sum is larger than the area. */
  const levelArea = (resolution: Resolution): number => {
    const known = areas.get(resolution) ?? studyArea.areaKm2Of(resolution).reduce((sum, area) => sum + area, 0)
    areas.set(resolution, known)
    return known
  }

  const cell = async (id: string, cellId: string): Promise<Released<CellDetail>> => {
    const { run } = await document(id)
    if (!/^[0-9a-f]{15}$/.test(cellId) || !isValidCell(cellId)) throw new Problem(400, 'not-a-cell', 'Not a cell', 'cell: must be an H3 index in hexadecimal.')
    const resolution = getResolution(cellId) as Resolution
    if (!run.levels.some((level) => level.resolution === resolution)) throw notFound(`A cell of resolution ${resolution} in this run`)
    const [t, rows, fineRows, events] = await Promise.all([table(id, resolution), rowsOf(id, resolution), rowsOf(id, 9), eventsOf(id)])
    return pass(describeCell({ run, cell: cellId, resolution, table: t, rows, fineRows, events, places, levelAreaKm2: levelArea(resolution) }))
  }

  const qualityFacts = async (asked: QualityQuery) => {
    const data = await inForce(knex)
    const dataVersion = data.length > 0 ? dataVersionOf(data, await decisionsDigest(knex)) : null
    const period = periodOf(data, asked)
    const facts = await qualities(`${dataVersion} ${period.from} ${period.to}`, () => readQuality(knex, data, period))
    return { facts, period, dataVersion, placesKnown }
  }

  const scorecard = async (id: string, asked: QualityQuery): Promise<Scorecard> => {
    const card = scorecardOf(await qualityFacts(asked), id)
    if (!card) throw notFound(`The site "${id.slice(0, 40)}"`)
    return card
  }

  return {
    /** How good each site's data are; `asked` leaves out what takes its default. */
    quality: async (asked: QualityQuery): Promise<Released<Quality>> => pass(qualityOf(await qualityFacts(asked))),
    scorecard: async (id: string, asked: QualityQuery): Promise<Released<Scorecard>> => pass(await scorecard(id, asked)),
    /** The letter to a site, as content: two encoders make HTML and PDF of it. */
    letter: async (id: string, asked: QualityQuery, written: { date: string; marking: string }): Promise<Released<Letter>> =>
      pass(letterOf(await scorecard(id, asked), { ...written, area: studyArea.name })),
    /** The run as JSON text: the same bytes every time. */
    runText: async (id: string): Promise<Released<{ text: string }>> => pass({ text: (await document(id)).text }),
    run: async (id: string): Promise<Released<Run>> => pass((await document(id)).run),
    table,
    cell,
    /** An analysis as JSON text: the same bytes every time. */
    analysisText: async (id: string): Promise<Released<{ text: string }>> =>
      pass({ text: await analyses(id, async () => {
        const text = await analysisDocument(knex, id)
        if (text === null) throw notFound('An analysis of this id')
        return text
      }) }),
    analysisTable: (id: string, name: string): Promise<Released<ResultTable>> =>
      analysisTables(`${id}/${name}`, async () => {
        const stored = await analysisTable(knex, id, name)
        if (!stored) throw notFound(`The table "${name.slice(0, 40)}" of this analysis`)
        return pass(await unpackResultTable(stored))
      }),
    /** How many cases say what of a place, and what people decided: for those who review places. */
    places: <T extends PlaceReview | Decided | PlaceLedger | PlaceAccuracy>(value: T): Released<T> => pass(value),
    /** What data there are, in totals. */
    catalogue: async (): Promise<Released<Catalogue>> => {
      const data = await inForce(knex)
      const dataVersion = data.length > 0 ? dataVersionOf(data, await decisionsDigest(knex)) : null
      const kept = await totals(dataVersion ?? '', () => readTotals(knex, data))
      const { name, areaKm2, bbox } = studyArea
      return pass({ studyArea: { name, areaKm2, bbox }, dataVersion, ...kept })
    },
  }
}
export type Release = ReturnType<typeof createRelease>
