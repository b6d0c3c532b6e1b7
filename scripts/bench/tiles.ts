import { tableFromIPC } from 'apache-arrow'
import type { Released } from '../../server/publish/release.ts'
import type { ReleasedTable } from '../../server/publish/releasedTable.ts'
import { resolutionAt, type TileAddress } from '../../server/publish/tiles/address.ts'
import { mercator } from '../../server/publish/tiles/cellIndex.ts'
import { tileOf, type TileFormat } from '../../server/publish/tiles/tiles.ts'
import type { StudyArea } from '../../server/domain/studyArea.ts'
import { takeIn, withDemoFiles } from './input.ts'
import { lineOf, lineWith, type Line } from './line.ts'
import { memoryOf, race, sampler } from './measure.ts'
import { withPeer } from './peers.ts'
import { placeMakers } from './place.ts'
import { tilePeer, type TilePeer } from './postgisTiles.ts'
import { PeerMissing } from './r.ts'

const ZOOMS = [8, 9, 10, 11, 12, 13, 14]
const ARROW_ZOOMS = [8, 10, 12]
/** Of a zoom with more, every so-manieth is taken. */
const MOST_TILES = 60
const GOAL = 25

/**
 * Tiles over the study area, encoded from one run; times are for all tiles of the row. Not timed: HTTP, compression; what is made once
 * for a table (its values) and a zoom (polygons), as PostGIS has its table made before: "the first time" is what all tiles take with it.
 */
export async function benchTiles(full: boolean): Promise<Line[]> {
  const place = await placeMakers()[0]?.()
  if (!place) throw new Error('no database')
  try {
    const services = await place.open()
    const { peer, missing } = await openPeer()
    try {
      await withDemoFiles((demo) => takeIn(services, demo))
      const { id } = await services.runs.findOrMake({})
      const { bbox } = services.geoData.studyArea
      const lines: Line[] = []
      for (const zoom of ZOOMS) {
        const table = await services.release.table(id, resolutionAt(zoom, 9))
        const all = tilesOver(bbox, zoom)
        if (ARROW_ZOOMS.includes(zoom)) lines.push(arrowLine(zoom, table, all))
        const step = Math.ceil(all.length / MOST_TILES)
        const tiles = all.filter((_, i) => i % step === 0)
        lines.push(...(await withPeer({ name: nameOf('mvt', zoom, table, tiles), goal: GOAL }, () => mvtLine(zoom, table, tiles, peer, missing, full))))
      }
      return lines
    } finally {
      await peer?.close()
      await services.close()
    }
  } finally {
    await place.remove()
  }
}

async function openPeer(): Promise<{ peer: TilePeer | null; missing: string }> {
  try {
    return { peer: await tilePeer(), missing: '' }
  } catch (error) {
    if (error instanceof PeerMissing) return { peer: null, missing: error.message }
    throw error
  }
}

const nameOf = (format: TileFormat, zoom: number, table: ReleasedTable, tiles: TileAddress[]): string =>
  `${tiles.length} ${format} tiles, z ${zoom}, res ${table.resolution}`

const bytesOf = (encoded: Uint8Array[]): string => `${(encoded.reduce((sum, tile) => sum + tile.length, 0) / 1024 / encoded.length).toFixed(1)} kB a tile`

function arrowLine(zoom: number, table: Released<ReleasedTable>, tiles: TileAddress[]): Line {
  const ours = (): Uint8Array[] => tiles.map((tile) => tileOf(table, tile, 'arrow'))
  const encoded = ours()
  const checked = everyCellOnce(encoded, table)
  return lineWith({ name: nameOf('arrow', zoom, table, tiles), ...sampler(ours)(), peakMb: memoryOf(ours), note: `${bytesOf(encoded)}; ${checked}` })
}

async function mvtLine(zoom: number, table: Released<ReleasedTable>, tiles: TileAddress[], peer: TilePeer | null, missing: string, full: boolean): Promise<Line[]> {
  const name = nameOf('mvt', zoom, table, tiles)
  const ours = (): Uint8Array[] => tiles.map((tile) => tileOf(table, tile, 'mvt'))
  const started = performance.now()
  const encoded = ours()
  const first = `${bytesOf(encoded)}; the first time ${(performance.now() - started).toFixed(0)} ms`
  const known = { name, goal: GOAL, peakMb: memoryOf(ours) }
  if (!peer) return [lineWith({ ...known, ...sampler(ours)(), note: `${first}; no peer here: ${missing}` })]
  const checked = `${first}; ${await peer.check(table, tiles, encoded)}`
  await peer.encode(tiles)
  return [lineOf(await race({ ...known, ours: sampler(ours), peer: peer.name, theirs: () => peer.encode(tiles), checked, rounds: full ? 9 : 5 }))]
}

/** Each cell stands in one tile, with its count: the sums over the tiles are those of the table. */
function everyCellOnce(encoded: Uint8Array[], { cells, counts }: ReleasedTable): string {
  const seen = new Map<string, number>()
  for (const tile of encoded) {
    const read = tableFromIPC(tile)
    const [cell, count] = [read.getChild('cell'), read.getChild('count')]
    for (let row = 0; row < read.numRows; row++) {
      const name = String(cell?.get(row))
      if (seen.has(name)) throw new Error(`cell ${name} stands in two tiles`)
      seen.set(name, Number(count?.get(row)))
    }
  }
  for (const [row, name] of cells.entries()) if (seen.get(name) !== counts[row]) throw new Error(`cell ${name}: tile ${seen.get(name)}, table ${counts[row]}`)
  return `decoded: all ${cells.length.toLocaleString('en-GB')} cells once, counts identical`
}

/** The tiles that the study area's box touches with a margin: coarse parents of its edge cells reach beyond it. */
function tilesOver([west, south, east, north]: StudyArea['bbox'], z: number): TileAddress[] {
  const side = 2 ** z
  const [[left, top], [right, bottom]] = [mercator(west, north), mercator(east, south)]
  const tiles: TileAddress[] = []
  for (let x = Math.floor(left * side - 0.1); x <= Math.floor(right * side + 0.1); x++) {
    for (let y = Math.floor(top * side - 0.1); y <= Math.floor(bottom * side + 0.1); y++) tiles.push({ z, x, y })
  }
  return tiles
}
