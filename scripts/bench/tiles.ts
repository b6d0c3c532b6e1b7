import { tableFromIPC } from 'apache-arrow'
import type { Released } from '../../server/publish/release.ts'
import type { ReleasedTable } from '../../server/publish/releasedTable.ts'
import { resolutionAt, type TileAddress } from '../../server/publish/tiles/address.ts'
import { mercator } from '../../server/publish/tiles/cellIndex.ts'
import { tileOf, type TileFormat } from '../../server/publish/tiles/tiles.ts'
import type { StudyArea } from '../../server/domain/studyArea.ts'
import { takeIn, withDemoFiles } from './input.ts'
import type { Line } from './line.ts'
import { median } from './measure.ts'
import { databaseUrl, placeMakers } from './place.ts'
import { postgisPeer, type TilePeer } from './postgis.ts'

const ZOOMS = [8, 10, 12]
const ROUNDS = 5

/** Every tile over the study area, encoded; times are per tile. Not timed: HTTP, compression, the index of the cells (made once). */
export async function benchTiles(): Promise<Line[]> {
  const place = await placeMakers().at(-1)?.()
  if (!place) throw new Error('no database')
  try {
    const services = await place.open()
    const url = databaseUrl()
    const peer = url === undefined ? undefined : await postgisPeer(url)
    try {
      await withDemoFiles((demo) => takeIn(services, demo))
      const { id } = await services.runs.findOrMake({})
      const lines: Line[] = []
      for (const zoom of ZOOMS) {
        const table = await services.release.table(id, resolutionAt(zoom, 9))
        const tiles = tilesOver(services.geoData.studyArea.bbox, zoom)
        lines.push(await tileLine('arrow', zoom, table, tiles), await tileLine('mvt', zoom, table, tiles, peer))
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

async function tileLine(format: TileFormat, zoom: number, table: Released<ReleasedTable>, tiles: TileAddress[], peer?: TilePeer): Promise<Line> {
  const ours = (): Uint8Array[] => tiles.map((tile) => tileOf(table, tile, format))
  const encoded = ours()
  const checked = format === 'arrow' ? everyCellOnce(encoded, table) : peer ? await peer.check(table, tiles, encoded) : 'no peer here: ST_AsMVT needs DATABASE_URL'
  const rounds: { ms: number; cpuMs: number; peerMs: number }[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const cpu = process.cpuUsage()
    const started = performance.now()
    ours()
    const ms = performance.now() - started
    const { user, system } = process.cpuUsage(cpu)
    const between = performance.now()
    if (peer && format === 'mvt') await peer.encode(tiles)
    if (round > 0) rounds.push({ ms, cpuMs: (user + system) / 1000, peerMs: performance.now() - between }) // the first one warms up both
  }
  const ratios = rounds.map(({ ms, peerMs }) => peerMs / ms)
  const bytes = encoded.reduce((sum, tile) => sum + tile.length, 0)
  return {
    name: `${format} tile, z ${zoom}, res ${table.resolution}`,
    ms: median(rounds.map(({ ms }) => ms)) / tiles.length,
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)) / tiles.length,
    ...(peer && format === 'mvt' && {
      peer: {
        name: 'PostGIS ST_AsMVT of the same cells, geometry stored and indexed',
        ms: median(rounds.map(({ peerMs }) => peerMs)) / tiles.length,
        ratio: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] as [number, number],
      },
    }),
    note: `${tiles.length} tiles, ${(bytes / 1024 / tiles.length).toFixed(1)} kB each; ${checked}`,
  }
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
