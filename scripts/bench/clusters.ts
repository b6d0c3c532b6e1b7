import { dbscan } from '../../server/statistics/dbscan.ts'
import { inventIncidents, planeOf } from './incidents.ts'
import { lineOf, type Line } from './line.ts'
import { memoryOf, race, sampler } from './measure.ts'
import { withPeer } from './peers.ts'
import { clusterPeer } from './postgisClusters.ts'
import { withR, type R } from './r.ts'

const EPS = 150
const MIN_POINTS = 10
const SIZES = [[10_000, 1.2, 9], [100_000, 12, 5], [1_000_000, 90, 1]] as const
/** The rule by which a point within reach of two clusters is given to one differs between tools; core points and noise do not. */
type Labels = { labels: ArrayLike<number>; isNoise: (label: number) => boolean }

export async function benchClusters(full: boolean): Promise<Line[]> {
  const lines: Line[] = []
  for (const [n, goal, rounds] of SIZES) {
    lines.push(...(await withPeer({ name: nameOf(n), goal }, () => withR('dbscan', 'r-cran-dbscan', (r) => rDbscan(r, n, goal, full ? Math.max(rounds, 3) : rounds)))))
  }
  const n = 1_000_000
  lines.push(...(await withPeer({ name: nameOf(n), goal: 190 }, () => postgis(n, full ? 3 : 1))))
  return lines
}

const nameOf = (n: number): string => `DBSCAN ${EPS} m / ${MIN_POINTS}, ${n.toLocaleString('en-GB')} points`

async function rDbscan(r: R, n: number, goal: number, rounds: number): Promise<Line[]> {
  const { x, y } = planeOf(inventIncidents(n))
  const ours = () => dbscan(x, y, EPS, MIN_POINTS)
  await r.give('x', x)
  await r.give('y', y)
  await r.run('xy <- cbind(x, y)')
  const theirs = () => r.run(`d <- dbscan(xy, eps = ${EPS}, minPts = ${MIN_POINTS})`)
  const first = await theirs()
  const checked = sameClusters(ours(), { labels: await r.take('d$cluster'), isNoise: (label) => label === 0 })
  const warm = sampler(ours)
  let unused = rounds === 1 ? first : undefined // the run that was compared is a round where a round is long
  return [lineOf(await race({
    name: nameOf(n), goal, ours: warm, peer: `R dbscan ${await r.versionOf('dbscan')} (kd-tree)`,
    theirs: () => {
      const kept = unused
      unused = undefined
      return kept ? Promise.resolve(kept) : theirs()
    },
    peakMb: memoryOf(ours), rounds, checked,
  }))]
}

async function postgis(n: number, rounds: number): Promise<Line[]> {
  const { x, y } = planeOf(inventIncidents(n))
  const ours = () => dbscan(x, y, EPS, MIN_POINTS)
  const peer = await clusterPeer(x, y)
  try {
    const first = await peer.cluster(EPS, MIN_POINTS)
    const checked = sameClusters(ours(), { labels: first.labels, isNoise: (label) => label < 0 })
    const warm = sampler(ours)
    let unused: typeof first | undefined = first
    return [lineOf(await race({
      name: nameOf(n), goal: 190, ours: warm, peer: peer.name,
      theirs: async () => {
        const kept = unused
        unused = undefined
        return kept ?? (await peer.cluster(EPS, MIN_POINTS))
      },
      peakMb: memoryOf(ours), rounds, checked,
    }))]
  } finally {
    await peer.close()
  }
}

/** Throws unless noise is the same and core points are split into the same sets, numbered as each likes. */
function sameClusters({ labels, core, count }: ReturnType<typeof dbscan>, theirs: Labels): string {
  const theirsOf = new Map<number, number>()
  const seen = new Map<number, number>()
  let noise = 0
  let otherwise = 0
  for (const [i, label] of labels.entries()) {
    const their = theirs.labels[i] ?? NaN
    if ((label < 0) !== theirs.isNoise(their)) throw new Error(`point ${i}: ours ${label}, peer ${their}`)
    if (label < 0) noise++
    else if (core[i]) {
      const known = theirsOf.get(label)
      if (known === undefined) {
        if (seen.has(their)) throw new Error(`cluster ${their} of the peer is ${seen.get(their)} and ${label} of ours`)
        theirsOf.set(label, their)
        seen.set(their, label)
      } else if (known !== their) throw new Error(`cluster ${label} of ours is ${known} and ${their} of the peer`)
    }
  }
  for (const [i, label] of labels.entries()) if (label >= 0 && theirsOf.get(label) !== theirs.labels[i]) otherwise++
  const n = (value: number): string => value.toLocaleString('en-GB')
  return `${n(count)} clusters and ${n(noise)} noise in both, every core point in the same; ${n(otherwise)} border points reached by two clusters stand in the other`
}
