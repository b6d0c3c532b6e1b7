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
  ours: { ms: number; cpuMs: number; peakMb: number }
  peer: string
  peerMs: number
  /** Median of peer / ours over the rounds; above 1 ours is faster. */
  ratio: number
  /** Least and greatest ratio of a round. */
  spread: [number, number]
  /** What was asserted before the clock started. */
  checked: string
}

export type Contest<T, P = T> = {
  name: string
  ours: () => T
  peer: string
  theirs: () => P
  /** Throws when the two answers differ; otherwise says what was compared. */
  check: (ours: T, theirs: P) => string
  rounds?: number
  /** A sample lasts at least this long. */
  sampleMs?: number
}

export function contest<T, P = T>({ name, ours, peer, theirs, check, rounds = 7, sampleMs = 40 }: Contest<T, P>): BenchRow {
  const checked = check(ours(), theirs())
  const oursTimes = timesPerSample(ours, sampleMs)
  const theirTimes = timesPerSample(theirs, sampleMs)
  const ms: number[] = []
  const cpuMs: number[] = []
  const peerMs: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const a = sample(ours, oursTimes)
    const b = sample(theirs, theirTimes)
    ms.push(a.ms)
    cpuMs.push(a.cpuMs)
    peerMs.push(b.ms)
    ratios.push(b.ms / a.ms)
  }
  return {
    name,
    ours: { ms: median(ms), cpuMs: median(cpuMs), peakMb: memoryOf(ours) },
    peer,
    peerMs: median(peerMs),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    checked,
  }
}

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

/** Doubles the number of calls until they fill a sample; that also warms the compiler. */
function timesPerSample(run: () => unknown, sampleMs: number): number {
  for (let times = 1; ; times *= 2) {
    const { ms } = sample(run, times)
    if (ms * times >= sampleMs || times >= 1 << 20) return times
  }
}

function sample(run: () => unknown, times: number): { ms: number; cpuMs: number } {
  collectGarbage()
  const cpu = process.cpuUsage()
  const started = performance.now()
  for (let i = 0; i < times; i++) run()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { ms: ms / times, cpuMs: (user + system) / 1000 / times }
}

function memoryOf(run: () => unknown): number {
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
