/**
 * Two ways to the same answer, timed side by side: ours and the peer a user would pick instead.
 *
 * The answers are compared first, and a difference throws: a fast wrong answer is not timed. Then both run in turn, A B A B, so that
 * a busy machine hurts both; a sample repeats the call until it is long enough for the clock. Reported are medians, and the
 * ratio peer / ours of each round with its spread, which travels between machines better than milliseconds do.
 * peakMb is what one call adds to the heap and to array buffers, or to the resident set when that grew by more. It is a lower bound if
 * the garbage collector ran in between; run node with --expose-gc for a clean start.
 */
export type BenchRow = {
  name: string
  goal: number | null
  ours: { ms: number; cpuMs: number; peakMb: number }
  peer: string
  peerMs: number
  /** null where the peer cannot tell. */
  peerCpuMs: number | null
  /** Median of peer / ours over the rounds; above 1 ours is faster. */
  ratio: number
  /** Least and greatest ratio of a round. */
  spread: [number, number]
  /** What was asserted before the clock started. */
  checked: string
}

/** A sample lasts at least this long. */
const SAMPLE_MS = 40

export type Timing = { ms: number; cpuMs: number }

export type Contest<T, P = T> = {
  name: string
  /** The least ratio we hold ourselves to. */
  goal?: number
  ours: () => T
  peer: string
  theirs: () => P
  /** Throws when the two answers differ; otherwise says what was compared. */
  check: (ours: T, theirs: P) => string
  rounds?: number
}

export function contest<T, P = T>({ name, goal, ours, peer, theirs, check, rounds = 7 }: Contest<T, P>): BenchRow {
  const checked = check(ours(), theirs())
  const ourSample = sampler(ours)
  const theirSample = sampler(theirs)
  const pairs = Array.from({ length: rounds }, () => ({ ours: ourSample(), theirs: theirSample() }))
  return { name, goal: goal ?? null, peer, checked, ...summary(pairs), ours: { ...medians(pairs.map((pair) => pair.ours)), peakMb: memoryOf(ours) } }
}

export type Race = {
  name: string
  goal?: number
  ours: () => Timing
  peer: string
  /** Times itself: another process, whose start is not counted. cpuMs NaN: not known. */
  theirs: () => Promise<Timing>
  checked: string
  peakMb: number
  rounds: number
}

/** As `contest`, for a peer in another process; the caller has compared the answers. */
export async function race({ name, goal, ours, peer, theirs, checked, peakMb, rounds }: Race): Promise<BenchRow> {
  const pairs: { ours: Timing; theirs: Timing }[] = []
  for (let round = 0; round < rounds; round++) {
    // Where a peer is too slow for many rounds, one disturbance of ours would be the whole figure.
    const own = Array.from({ length: rounds < 3 ? 3 : 1 }, ours)
    pairs.push({ ours: medians(own), theirs: await theirs() })
  }
  return { name, goal: goal ?? null, peer, checked, ...summary(pairs), ours: { ...medians(pairs.map((pair) => pair.ours)), peakMb } }
}

function summary(pairs: { ours: Timing; theirs: Timing }[]): Pick<BenchRow, 'peerMs' | 'peerCpuMs' | 'ratio' | 'spread'> {
  const ratios = pairs.map(({ ours, theirs }) => theirs.ms / ours.ms)
  const { ms, cpuMs } = medians(pairs.map(({ theirs }) => theirs))
  return { peerMs: ms, peerCpuMs: Number.isNaN(cpuMs) ? null : cpuMs, ratio: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] }
}

const medians = (timings: Timing[]): Timing => ({ ms: median(timings.map(({ ms }) => ms)), cpuMs: median(timings.map(({ cpuMs }) => cpuMs)) })

/** Throws unless every pair is equal to `tolerance`, relative above 1 and absolute below; NaN equals NaN. */
export function assertSameNumbers(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): void {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers against ${theirs.length}`)
  for (let i = 0; i < ours.length; i++) {
    const a = ours[i] ?? NaN
    const b = theirs[i] ?? NaN
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)))) throw new Error(`number ${i}: ours ${a}, peer ${b}`)
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** A clock for one call. Doubles the number of calls until they fill a sample; that also warms the compiler. */
export function sampler(run: () => unknown): () => Timing {
  let times = 1
  while (times < 1 << 20 && sample(run, times).ms * times < SAMPLE_MS) times *= 2
  return () => sample(run, times)
}

function sample(run: () => unknown, times: number): Timing {
  collectGarbage()
  const cpu = process.cpuUsage()
  const started = performance.now()
  for (let i = 0; i < times; i++) run()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { ms: ms / times, cpuMs: (user + system) / 1000 / times }
}

/** Wall and CPU time of this process, worker threads among it, for something that waits. */
export async function timeOf(run: () => Promise<unknown>): Promise<Timing> {
  collectGarbage()
  const cpu = process.cpuUsage()
  const started = performance.now()
  await run()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { ms, cpuMs: (user + system) / 1000 }
}

export function memoryOf(run: () => unknown): number {
  collectGarbage()
  const before = process.memoryUsage()
  const result = run()
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  const resident = after.rss - before.rss
  return result === undefined ? 0 : Math.max(0, grown, resident) / 2 ** 20
}

function collectGarbage(): void {
  ;(globalThis as { gc?: () => void }).gc?.()
}
