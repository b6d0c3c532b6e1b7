// The lattice of hotspot confidence beside H3 itself: moved points fall into the cells that H3 names.
import { cellToLatLng, latLngToCell } from 'h3-js'
import proj4 from 'proj4'
import { describe, expect, test } from 'vitest'
import { createAreas } from '../../server/analysis/area.ts'
import { cellAt, createHexLattice, shiftWithin } from '../../server/statistics/hexLattice.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { geoData } from '../support/ground.ts'

/** Share of the way to the next cell. */
const EDGE = 0.001
const { studyArea } = geoData
const [west, south, east, north] = studyArea.bbox
const plane = proj4(`+proj=tmerc +lat_0=${(south + north) / 2} +lon_0=${(west + east) / 2} +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs`)
const areas = createAreas(studyArea)

describe.each([9, 8, 7] as const)('resolution %i', (resolution) => {
  const area = areas(resolution, 1)
  const lattice = createHexLattice(area)
  const index = new Map([...area.cells].map((cell, row) => [cell.toString(16), row]))

  test('40,000 points moved by up to two cells lie where H3 puts them, but for a thousandth beside an edge', () => {
    const random = createRandom(9, resolution)
    let wrong = 0
    let far = 0
    const h3 = (x: number, y: number): number => {
      const [lng, lat] = plane.inverse([x, y]) as [number, number]
      return index.get(latLngToCell(lat, lng, resolution)) ?? -1
    }
    for (let n = 0; n < 40_000; n++) {
      const near = random.below(area.cells.length)
      const [x, y] = [area.x[near]! + random.normal() * lattice.step, area.y[near]! + random.normal() * lattice.step]
      const found = cellAt(lattice, x, y, near)
      const truth = h3(x, y)
      if (found === truth || found < 0) continue // a walk may not cross a gap in the county
      wrong++
      const beside = Array.from({ length: 12 }, (_, turn) => h3(x + EDGE * lattice.step * Math.cos((turn * Math.PI) / 6), y + EDGE * lattice.step * Math.sin((turn * Math.PI) / 6)))
      if (!beside.includes(found)) far++
    }
    expect(wrong).toBeLessThan(20) // measured: 1 to 9 in 100,000
    expect(far).toBe(0)
  })

  test('the middle of a cell is found from itself and from beside it', () => {
    const { offsets, targets } = area.neighbours
    for (let row = 0; row < area.cells.length; row += 97) {
      expect(cellAt(lattice, area.x[row]!, area.y[row]!, row)).toBe(row)
      for (let t = offsets[row]!; t < offsets[row + 1]!; t++) expect(cellAt(lattice, area.x[row]!, area.y[row]!, targets[t]!)).toBe(row)
    }
    expect(cellToLatLng(area.cells[0]!.toString(16))[0]).toBeCloseTo(area.lat[0]!, 9)
  })

  test('shifts fill the hexagon of a cell: none leaves it, and their mean is none', () => {
    const random = createRandom(3)
    let [x, y, longest] = [0, 0, 0]
    for (let n = 0; n < 20_000; n++) {
      const shift = shiftWithin(lattice, random.next(), random.next())
      longest = Math.max(longest, Math.hypot(shift.x, shift.y))
      x += shift.x / 20_000
      y += shift.y / 20_000
    }
    expect(longest).toBeLessThan((1.02 * lattice.step) / Math.sqrt(3))
    expect(Math.hypot(x, y)).toBeLessThan(0.02 * lattice.step)
  })
})
