import { VectorTile } from '@mapbox/vector-tile'
import { cellToBoundary } from 'h3-js'
import { PbfReader } from 'pbf'
import type { ReleasedTable } from '../../server/publish/releasedTable.ts'
import type { TileAddress } from '../../server/publish/tiles/address.ts'
import type { Timing } from './measure.ts'
import { databaseUrl } from './place.ts'
import { openPostgis } from './postgis.ts'

export type TilePeer = {
  name: string
  /** Gives PostGIS the cells; throws unless its tiles hold the same cells with the same figures as ours. */
  check(table: ReleasedTable, tiles: TileAddress[], ours: Uint8Array[]): Promise<string>
  encode(tiles: TileAddress[]): Promise<Timing>
  close(): Promise<void>
}

// Clipping off, as in ours: whole hexagons.
const TILE = `
  select st_asmvt(t, 'cells', 4096, 'geom') as tile from (
    select st_asmvtgeom(geom, st_tileenvelope(?, ?, ?), 4096, 0, false) as geom, cell, count, z, p, adjusted_p, state
    from bench_cells where geom && st_tileenvelope(?, ?, ?)
  ) t`

/** Vector tiles by the database, from a temporary table of the same cells with their figures, as pg_tileserv and Martin make them. */
export async function tilePeer(): Promise<TilePeer> {
  const db = await openPostgis(databaseUrl())

  const give = async (t: ReleasedTable): Promise<void> => {
    const polygons = t.cells.map((cell) => `POLYGON((${cellToBoundary(cell, true).map(([lng, lat]) => `${lng} ${lat}`).join(',')}))`)
    const figures = (values: Float64Array): (number | null)[] => Array.from(values, (value) => (Number.isNaN(value) ? null : value))
    await db.run('drop table if exists bench_cells')
    await db.run(`create temp table bench_cells as
      select st_transform(st_geomfromtext(wkt, 4326), 3857) as geom, cell, count, z, p, adjusted_p, state
      from unnest(?::text[], ?::text[], ?::int[], ?::float8[], ?::float8[], ?::float8[], ?::text[]) as u (wkt, cell, count, z, p, adjusted_p, state)`,
    [polygons, [...t.cells], figures(t.counts), figures(t.z), figures(t.p), figures(t.adjustedP), t.states])
    await db.run('create index on bench_cells using gist (geom)')
    await db.run('analyze bench_cells')
  }

  const tileOf = async ({ z, x, y }: TileAddress): Promise<Uint8Array> => (await db.run<{ tile: Uint8Array }>(TILE, [z, x, y, z, x, y]))[0]?.tile ?? new Uint8Array()

  return {
    name: `PostGIS ${db.version} ST_AsMVT of a table of the same cells, geometry stored and indexed`,
    encode: (tiles) => db.timeOf(async () => {
      for (const tile of tiles) await tileOf(tile)
    }),
    check: async (table, tiles, ours) => {
      await give(table)
      let cells = 0
      let atTheEdge = 0
      for (const [i, tile] of tiles.entries()) {
        const [a, b] = [figuresOf(ours[i] ?? new Uint8Array()), figuresOf(await tileOf(tile))]
        for (const cell of new Set([...a.keys(), ...b.keys()])) {
          cells++
          // The two round before or after they ask whether a hexagon touches the tile: within a unit of its edge they may differ.
          if (a.get(cell) === undefined || b.get(cell) === undefined) atTheEdge++
          else if (a.get(cell) !== b.get(cell)) throw new Error(`tile ${tile.z}/${tile.x}/${tile.y}, ${cell}: ours ${a.get(cell)}, PostGIS ${b.get(cell)}`)
        }
      }
      if (atTheEdge > Math.max(3, cells / 500)) throw new Error(`${atTheEdge} of ${cells} cells stand in one of two tiles only`)
      return `figures of ${cells.toLocaleString('en-GB')} features identical, ${atTheEdge} grazing a tile's edge are in one only`
    },
    close: db.close,
  }
}

function figuresOf(tile: Uint8Array): Map<string, string> {
  const layer = new VectorTile(new PbfReader(tile)).layers['cells']
  const found = new Map<string, string>()
  for (let i = 0; i < (layer?.length ?? 0); i++) {
    const { cell, count, z, p, adjusted_p, state } = layer?.feature(i).properties ?? {}
    found.set(String(cell), JSON.stringify([count, z, p, adjusted_p, state]))
  }
  return found
}
