import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import { createAreas } from '../../server/analysis/area.ts'
import type { Area } from '../../server/analysis/area.ts'
import { dayNumber } from '../../server/analysis/methods/days.ts'
import type { Events, Field, Method, MethodInput, MethodResult } from '../../server/analysis/methods/method.ts'
import { createRandom } from '../../server/demo/random.ts'
import type { KeptOut } from '../../server/domain/keptOut.ts'
import { createStudyArea } from '../../server/domain/studyArea.ts'
import type { ResultTable } from '../../server/domain/resultTable.ts'
import type { Released } from '../../server/publish/release.ts'
import { monthsOf } from '../../server/domain/period.ts'

/** A county of 469 cells of resolution 9. */
const smallArea = createStudyArea({ name: 'Small county (invented)', version: 'test', cells9: gridDisk(latLngToCell(51.73, 0.48, 9), 12) })
const areas = createAreas(smallArea)
export const areaOf = (resolution: 7 | 8 | 9, k: number): Area => areas(resolution, k)

/** n seeded incidents over a period, a third of them about the middle, the later the more; one in ten on the days after its forerunner. */
export const fieldOf = (area: Area, n: number, { seed = 1, period = { from: '2022-01-01', to: '2025-01-01' }, dayKnown = true } = {}): Field => {
  const random = createRandom(seed)
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)]
  const cells = area.cells.length
  const middle = [...area.cells].indexOf(BigInt(`0x${latLngToCell(...cellToLatLng(latLngToCell(51.73, 0.48, 9)), area.resolution)}`))
  const events: Events = {
    cell: new Uint32Array(n), day: new Int32Array(n), dayKnown: new Uint8Array(n).fill(dayKnown ? 1 : 0), weight: new Float32Array(n).fill(1),
    x: new Float64Array(n), y: new Float64Array(n), radius: new Float32Array(n).fill(15), incident: Uint32Array.from({ length: n }, (_, i) => i), child: new Uint8Array(n),
  }
  const counts = new Float64Array(cells)
  for (let i = 0; i < n; i++) {
    const repeat = i > 0 && random.next() < 0.1
    const u = random.next()
    const row = repeat ? events.cell[i - 1]! : u < 0.33 ? middle : Math.floor(random.next() * cells)
    const day = repeat ? Math.min(to - 1, events.day[i - 1]! + Math.floor(random.next() * 3)) : from + Math.floor((u < 0.33 ? Math.sqrt(random.next()) : random.next()) * (to - from))
    events.cell[i] = row
    events.child[i] = Math.floor(random.next() * 7)
    events.day[i] = day
    events.x[i] = repeat ? events.x[i - 1]! + random.next() * 50 : area.x[row]! + (random.next() - 0.5) * 250
    events.y[i] = repeat ? events.y[i - 1]! + random.next() * 50 : area.y[row]! + (random.next() - 0.5) * 250
    counts[row]!++
  }
  return { counts, incidents: n, events, monthsReceived: monthsOf(period), period, snapPoints: false, measure: 'count' }
}

/** One hospital, in the middle of it all. */
export const keptOut: KeptOut = { cell: BigUint64Array.of(BigInt(`0x${latLngToCell(51.73, 0.48, 10)}`)), name: ['Middle Hospital (invented)'] }

/** Computes as the workers do, in so many stretches. */
export const compute = (method: Method, input: MethodInput, parameters: never, stretches = 1): MethodResult => {
  const sent = structuredClone(input)
  if (method.compute) return method.compute(sent, parameters, () => {})
  const { replicates, prepare, part, finish } = method.simulate
  const n = replicates(parameters)
  const pieces = Array.from({ length: stretches }, (_, s) => part(prepare(sent, parameters), parameters, Math.floor((s * n) / stretches), Math.floor(((s + 1) * n) / stretches)))
  return finish(prepare(sent, parameters), parameters, Float64Array.from(pieces.flatMap((piece) => [...piece])))
}

/** A table as if it had passed the out-gate. */
export const released = (table: ResultTable): Released<ResultTable> => table as Released<ResultTable>
