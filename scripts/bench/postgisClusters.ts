import type { Timing } from './measure.ts'
import { databaseUrl } from './place.ts'
import { openPostgis } from './postgis.ts'

export type ClusterPeer = {
  name: string
  /** Labels in the order of the points, -1 noise. */
  cluster(eps: number, minPoints: number): Promise<Timing & { labels: Int32Array }>
  close(): Promise<void>
}

/** ST_ClusterDBSCAN on points of a temporary table, in the same metres as ours. */
export async function clusterPeer(x: Float64Array, y: Float64Array): Promise<ClusterPeer> {
  const db = await openPostgis(databaseUrl())
  await db.run('create temp table bench_points (id int, geom geometry(Point))')
  const size = 50_000
  for (let from = 0; from < x.length; from += size) {
    const rows = Array.from({ length: Math.min(size, x.length - from) }, (_, i) => from + i)
    await db.run('insert into bench_points select id, st_makepoint(x, y) from unnest(?::int[], ?::float8[], ?::float8[]) as u (id, x, y)',
      [rows, rows.map((i) => x[i] ?? NaN), rows.map((i) => y[i] ?? NaN)])
  }
  await db.run('create index on bench_points using gist (geom)')
  await db.run('analyze bench_points')
  return {
    name: `PostGIS ${db.version} ST_ClusterDBSCAN, same metres`,
    cluster: async (eps, minPoints) => {
      // Kept in the database: sending a million labels is not its work.
      await db.run('drop table if exists bench_labels')
      const timing = await db.time('create temp table bench_labels as select id, st_clusterdbscan(geom, ?::float8, ?::int) over () as label from bench_points', [eps, minPoints])
      const [row] = await db.run<{ labels: (number | null)[] }>('select array_agg(label order by id) as labels from bench_labels')
      return { ...timing, labels: Int32Array.from(row?.labels ?? [], (label) => label ?? -1) }
    },
    close: db.close,
  }
}
