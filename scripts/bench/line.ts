import { median, type BenchRow, type Timing } from './measure.ts'

/** One line of the bench. What could not be measured here is null, never 0. */
export type Line = {
  name: string
  /** Who else does the same; null: nobody, or not here, and `note` says why. */
  peer: string | null
  /** peer / ours, wall time, median of the rounds: above 1 ours is faster. */
  ratio: number | null
  /** The least ratio we hold ourselves to; null: told, not held to. */
  goal: number | null
  cpuMs: number | null
  peerCpuMs: number | null
  /** Of this process: what one call adds, or for a journey the highest resident set. */
  peakMb: number | null
  /** Whether the answers were compared and found the same; null: there was nothing to compare with. */
  equal: boolean | null
  /** Wall time. null: not a matter of time. */
  ms: number | null
  peerMs: number | null
  /** Least and greatest ratio of a round. */
  spread: [number, number] | null
  /** CPU time and highest resident sets of our database's processes. */
  databaseCpuMs?: number
  databasePeakMb?: number
  /** What was asserted before the clock started, and what the figures stand for. */
  note: string
}

const NOTHING = { peer: null, ratio: null, goal: null, cpuMs: null, peerCpuMs: null, peakMb: null, equal: null, ms: null, peerMs: null, spread: null } as const

/** A line of which little is known. */
export const lineWith = (known: Pick<Line, 'name' | 'note'> & Partial<Line>): Line => ({ ...NOTHING, ...known })

export const lineOf = ({ ours, checked, ...row }: BenchRow): Line => ({ ...row, ...ours, equal: true, note: checked })

/** Held against a limit and no peer, its answers compared before: the ratio is limit / ours, and the goal 1. */
export function lineOfLimit(given: { name: string; limit: string; limitMs: number; ours: Timing[]; peakMb: number; note: string }): Line {
  const { name, limit, limitMs, ours, peakMb, note } = given
  const ratios = ours.map(({ ms }) => limitMs / ms)
  return lineWith({
    name, peer: limit, peerMs: limitMs, ratio: median(ratios), goal: 1, spread: [Math.min(...ratios), Math.max(...ratios)],
    ms: median(ours.map(({ ms }) => ms)), cpuMs: median(ours.map(({ cpuMs }) => cpuMs)), peakMb, equal: true, note,
  })
}

/** null: no goal, or no peer to hold it against. */
export const isMet = ({ goal, ratio, equal }: Line): boolean | null => (equal === false ? false : goal === null || ratio === null ? null : ratio >= goal)

/** Milliseconds and megabytes with three figures of meaning, never in powers of ten. */
const short = (x: number): string =>
  x >= 1000 ? Math.round(x).toLocaleString('en-GB') : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x >= 0.1 ? x.toFixed(2) : x.toPrecision(2)

const shown = (x: number | null | undefined): string => (x == null ? '' : short(x))
const withDatabase = (own: number | null, database: number | undefined): string => (database === undefined ? shown(own) : `${shown(own)} + ${short(database)}`)

const verdict = (line: Line): string => {
  const met = isMet(line)
  if (met !== null) return met ? 'met' : 'NOT met'
  return line.goal === null ? '' : 'no peer'
}

const HEAD = ['', 'ms', 'cpu ms', 'peak MB', 'peer ms', 'peer cpu', 'peer / ours', 'goal', '']

/** The lines as a table in plain text, what was checked under each. `a + b` is this process and the database. */
export function benchTable(lines: Line[]): string {
  const rows = lines.map((line) => [
    line.name, shown(line.ms), withDatabase(line.cpuMs, line.databaseCpuMs), withDatabase(line.peakMb, line.databasePeakMb),
    shown(line.peerMs), shown(line.peerCpuMs), line.ratio === null ? '' : `${short(line.ratio)}${line.spread ? ` (${line.spread.map(short).join('–')})` : ''}`,
    shown(line.goal), verdict(line),
  ])
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const text = (row: string[]) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd()
  return [text(HEAD), ...rows.flatMap((row, i) => [text(row), `    ${lines[i]?.peer ? `peer: ${lines[i].peer}; ` : ''}${lines[i]?.note ?? ''}`])].join('\n')
}
