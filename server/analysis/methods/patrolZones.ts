import { cellArea, cellToChildren, cellToLatLng, gridDisk, UNITS } from 'h3-js'
import type { KeptOut } from '../../domain/keptOut.ts'
import { components } from '../../statistics/components.ts'
import { giStar } from '../../statistics/getisOrd.ts'
import { neighboursFromLists } from '../../statistics/neighbours.ts'
import { patrolZones } from '../../statistics/patrolZones.ts'
import type { NoZone } from '../../statistics/patrolZones.ts'
import { capital, counted, countedIn, headingOf, integers, numbers, tableOf, texts, whole } from './columns.ts'
import { hotCells } from './hotCells.ts'
import type { MethodInput } from './method.ts'
import { method, refuse } from './method.ts'

const REASONS: Record<NoZone, string> = { excluded: 'every cell of it is left out', taken: 'its cells are in the zones of others', 'no-room': 'too few free cells hang together' }

/** Groups of hot cells, the one with the highest Gi* first, as rows of the area. */
const hotGroups = ({ area, field }: MethodInput): number[][] => {
  const z = giStar(field.counts, area.neighbours)
  const { labels, count } = components(hotCells(field.counts, area.neighbours, { adjustment: 'benjamini-hochberg', alpha: 0.05 }), area.neighbours)
  const groups = Array.from({ length: count }, (): number[] => [])
  labels.forEach((label, row) => label >= 0 && groups[label]?.push(row))
  const peak = (rows: number[]): number => Math.max(...rows.map((row) => z[row] ?? 0))
  return groups.toSorted((a, b) => peak(b) - peak(a) || (a[0] ?? 0) - (b[0] ?? 0))
}

/** Why a cell is left out, by cell. */
const reasonsOf = ({ cell, name }: KeptOut, asked: readonly string[]): Map<string, string> =>
  new Map([...asked.map((one): [string, string] => [one, 'asked for']), ...Array.from(cell, (one, i): [string, string] => [nameOf(one), name[i] ?? ''])])

const nameOf = (cell: bigint | undefined): string => (cell ?? 0n).toString(16)

/** The res-10 cells about the hot groups, with the incidents in each and who touches whom. */
const fineGrid = ({ area, field }: MethodInput, groups: number[][]) => {
  const { offsets, targets } = area.neighbours
  const rows = new Set(groups.flat())
  for (const row of groups.flat()) for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) rows.add(targets[e] ?? 0)
  const parents = Array.from(rows).toSorted((a, b) => a - b)
  const cells = parents.flatMap((row) => cellToChildren(nameOf(area.cells[row]), 10))
  const at = new Map(cells.map((cell, row) => [cell, row]))
  const first = new Map(parents.map((row, n) => [row, 7 * n]))
  const scores = new Float64Array(cells.length)
  let [known, all] = [0, 0]
  field.events.cell.forEach((row, i) => {
    const child = field.events.child[i] ?? 7
    const start = first.get(row)
    all += field.events.weight[i] ?? 1
    if (child > 6) return
    known += field.events.weight[i] ?? 1
    if (start !== undefined) scores[start + child]! += field.events.weight[i] ?? 1
  })
  return { cells, first, scores, known, all, neighbours: neighboursFromLists(cells.map((cell) => gridDisk(cell, 1).flatMap((near) => (near === cell ? [] : (at.get(near) ?? []))))) }
}

export const patrolZonesMethod = method<'patrol-zones'>({
  kind: 'patrol-zones',
  resolution: () => 9,
  seconds: ({ cells, incidents }, { zones }) => 0.2 + zones * 2e-3 + cells * 1e-6 + incidents * 1e-6,
  compute: (input, { zones: wanted, size, exclude }) => {
    const { field, keptOut } = input
    if (field.snapPoints) return refuse('These places were moved to shared snap points, which do not bear cells of 15,000 m²: a zone would be drawn round a snap point.')
    const groups = hotGroups(input).slice(0, wanted)
    if (groups.length === 0) return refuse('No cell is significantly hot, so there is nothing to draw a zone round.')
    const { cells, first, scores, known, all, neighbours } = fineGrid(input, groups)
    const unit = countedIn(field)
    if (known < 0.5 * all) return refuse(`Only ${whole(known)} of ${whole(all)} ${unit} are placed finely enough for cells of 15,000 m².`)
    const heading = headingOf(field)
    const reasons = reasonsOf(keptOut, exclude)
    const excluded = Uint8Array.from(cells, (cell) => (reasons.has(cell) ? 1 : 0))
    const hotspots = groups.map((rows) => rows.flatMap((row) => Array.from({ length: 7 }, (_, child) => (first.get(row) ?? 0) + child)))
    const found = patrolZones(neighbours, scores, hotspots, excluded, { least: 3, most: size })
    const middle = (rows: number[]): [number, number] => {
      const points = rows.map((row) => cellToLatLng(cells[row] ?? ''))
      return [0, 1].map((axis) => points.reduce((sum, point) => sum + (point[axis as 0 | 1] ?? 0), 0) / points.length) as [number, number]
    }
    const zones = found.zones.map((zone) => ({ ...zone, centre: middle(zone.cells) }))
    const held = zones.reduce((sum, { score }) => sum + score, 0)
    return {
      sentence: `${whole(zones.length)} zones of ${size === 3 ? '3' : `3 to ${size}`} cells hold ${whole(held)} of ${whole(all)} ${unit}. ${capital(counted(found.audit.length, 'cell', 'cells'))} in or near them ${found.audit.length > 1 ? 'were' : 'was'} left out: places where people are brought after the event, or left out as you asked.`,
      advice: found.without.map(({ hotspot, reason }) => `Hotspot ${hotspot + 1} has no zone: ${REASONS[reason]}.`),
      figures: [{ name: 'zones', label: 'Zones', value: zones.length }, { name: 'held', label: `In zones, ${unit}`, value: held }, { name: 'left_out', label: 'Cells left out', value: found.audit.length }],
      tables: [
        tableOf('zones', 'Zones, worst hotspot first', 'cells', [
          integers('rank', 'Rank', zones.map((_, n) => n + 1)), integers('hotspot', 'Hotspot', zones.map(({ hotspot }) => hotspot + 1)), numbers('incidents', heading, zones.map(({ score }) => score)),
          integers('size', 'Cells', zones.map((zone) => zone.cells.length)), numbers('area_km2', 'Area, km²', zones.map((zone) => zone.cells.reduce((sum, row) => sum + cellArea(cells[row] ?? '', UNITS.km2), 0))),
          numbers('lat', 'Latitude', zones.map(({ centre }) => centre[0])), numbers('lng', 'Longitude', zones.map(({ centre }) => centre[1])),
          texts('otherwise', 'Without the exclusions', zones.map(({ otherwise }) => (otherwise ? `${whole(otherwise.score)} ${unit} in ${otherwise.cells.length} cells` : 'the same'))),
          texts('cells', 'H3 cells', zones.map((zone) => zone.cells.map((row) => cells[row]).join(' '))),
        ]),
        tableOf('left_out', 'Cells left out, and what that changed', 'cell', [
          { name: 'cell', label: 'H3 cell', type: 'cell', values: BigUint64Array.from(found.audit, ({ cell }) => BigInt(`0x${cells[cell] ?? '0'}`)) }, texts('why', 'Why', found.audit.map(({ cell }) => reasons.get(cells[cell] ?? '') ?? '')),
          numbers('incidents', `${heading} placed there`, found.audit.map(({ score }) => score)), texts('changed', 'Hotspots whose zone it changed', found.audit.map(({ changed }) => changed.map((n) => n + 1).join(' '))),
        ]),
      ],
    }
  },
})
