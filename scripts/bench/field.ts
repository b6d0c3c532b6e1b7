import { polygonToCells } from 'h3-js'
import { createFaceGrid } from '../../server/domain/faceGrid.ts'
import { createNeighbours, type Neighbours } from '../../server/domain/neighbours.ts'
import { BOX, inventIncidents, type Incidents } from './incidents.ts'
import type { R } from './r.ts'

const { west, south, east, north } = BOX

/** Sorted cells with their centre in the box: 71,744 of resolution 9. */
export const boxCells = (resolution: number): string[] =>
  polygonToCells([[south, west], [south, east], [north, east], [north, west]], resolution).toSorted()

export type Field = { cells: string[]; counts: Float64Array; neighbours: (k: number) => Neighbours; axes: { i: Int32Array; j: Int32Array }; incidents: Incidents }

/** A million incidents counted in the 71,744 cells. */
export function countedField(): Field {
  const cells = boxCells(9)
  const grid = createFaceGrid({ resolution: 9, cells })
  const incidents = inventIncidents(1_000_000)
  const counts = new Float64Array(cells.length)
  grid.count(incidents.lat, incidents.lng, counts)
  const axes = grid.axes()
  if (!axes) throw new Error('the cells share no axes')
  return { cells, counts, neighbours: createNeighbours(cells), axes, incidents }
}

/** The counts as x and the neighbour lists as nb of spdep, in R. */
export async function giveField(r: R, counts: Float64Array, { offsets, targets }: Neighbours): Promise<void> {
  await r.give('x', counts)
  await r.give('degrees', Int32Array.from(offsets.subarray(1), (end, i) => end - (offsets[i] ?? 0)))
  await r.give('targets', Int32Array.from(targets, (target) => target + 1))
  await r.run('nb <- unname(split(targets, rep(seq_along(degrees), degrees))); class(nb) <- "nb"; attr(nb, "region.id") <- as.character(seq_along(degrees)); attr(nb, "sym") <- TRUE')
}
