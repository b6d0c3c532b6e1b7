import type { UnplacedReason } from '../contract/vocabulary.ts'
import type { CandidateFact, IncidentFact } from '../domain/incident.ts'
import { FIRST_CELL, slotOfReason, UNKNOWN_CHILD } from './columns.ts'
import type { Candidates } from './columns.ts'

type Place = { slot: number; child: number }

/** Incidents whose place is not sure, in the order of coming. */
export const createPending = () => {
  const rows: number[] = []
  const starts: number[] = [0]
  const entries = { slot: [] as number[], child: [] as number[], p: [] as number[], x: [] as number[], y: [] as number[], radius: [] as number[] }

  const put = ({ slot, child }: Place, p: number, x: number, y: number, radius: number): void => {
    entries.slot.push(slot)
    entries.child.push(child)
    entries.p.push(p)
    entries.x.push(x)
    entries.y.push(y)
    entries.radius.push(radius)
  }

  /** An incident that is kept out of cells for another reason than doubt is not spread over them: it is not listed. */
  const spreads = (unplaced: UnplacedReason | null): boolean => unplaced === null || unplaced === 'ambiguous-place' || unplaced === 'outside-area'

  const placeOfCandidate = (candidate: CandidateFact, placeOf: (cell: string) => Place): Place =>
    candidate.level === 'home' ? { slot: slotOfReason('home'), child: UNKNOWN_CHILD } : placeOf(candidate.cell)

  const add = (i: number, fact: IncidentFact, own: Place, placeOf: (cell: string) => Place, plane: (lat: number, lng: number) => [number, number]): void => {
    const { candidates = [], unplaced } = fact
    const sure = candidates.length === 1 && candidates[0]?.probability === 1 && own.slot >= FIRST_CELL
    if (candidates.length === 0 || sure || !spreads(unplaced)) return
    let rest = 1
    for (const candidate of candidates) {
      const place = placeOfCandidate(candidate, placeOf)
      const [x, y] = plane(candidate.lat, candidate.lng)
      put(place, candidate.probability, x, y, candidate.radiusM ?? NaN)
      rest -= candidate.probability
    }
    const why = unplaced === 'ambiguous-place' ? 'ambiguous-place' : 'place-unsure'
    if (rest > 1e-7) put({ slot: slotOfReason(why), child: UNKNOWN_CHILD }, rest, NaN, NaN, NaN)
    rows.push(i)
    starts.push(entries.p.length)
  }
  return { add, rows, starts, entries }
}
export type Pending = ReturnType<typeof createPending>

/** The same, in the order of the columns. */
export const candidatesOf = ({ rows, starts, entries }: Pending, order: Uint32Array): Candidates => {
  const listed = new Map(rows.map((row, at) => [row, at]))
  const found: { row: number; at: number }[] = []
  if (listed.size > 0) for (let row = 0; row < order.length; row++) {
    const at = listed.get(order[row] ?? 0)
    if (at !== undefined) found.push({ row, at })
  }
  const total = entries.p.length
  const out: Candidates = {
    rows: Uint32Array.from(found, ({ row }) => row), starts: new Uint32Array(found.length + 1), slot: new Uint32Array(total), child: new Uint8Array(total),
    p: new Float64Array(total), x: new Float32Array(total), y: new Float32Array(total), radius: new Float32Array(total),
  }
  let end = 0
  for (const [n, { at }] of found.entries()) {
    for (let e = starts[at] ?? 0; e < (starts[at + 1] ?? 0); e++, end++)
      for (const column of ['slot', 'child', 'p', 'x', 'y', 'radius'] as const) out[column][end] = entries[column][e] ?? 0
    out.starts[n + 1] = end
  }
  return out
}
