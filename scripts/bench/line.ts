import type { BenchRow } from './measure.ts'

/** One line of the bench. What could not be measured here is left out, never 0. */
export type Line = {
  name: string
  /** Wall time. */
  ms: number
  cpuMs?: number
  /** CPU time of the database's processes. */
  databaseCpuMs?: number
  /** Of this process: what one call adds, or for a journey the highest resident set. */
  peakMb?: number
  databasePeakMb?: number
  /** Who else does the same, and how long it took; absent: no peer, and `note` may say why. */
  peer?: { name: string; ms: number; ratio: number; spread: [number, number] }
  /** What was asserted before the clock started, and what the figures stand for. */
  note: string
}

export const lineOf = ({ name, ours, peer, peerMs, ratio, spread, checked }: BenchRow): Line => ({
  name, ...ours, peer: { name: peer, ms: peerMs, ratio, spread }, note: checked,
})

/** Milliseconds and megabytes with three figures of meaning, never in powers of ten. */
const short = (x: number): string => (x >= 1000 ? Math.round(x).toLocaleString('en-GB') : x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2))

const withDatabase = (own: number | undefined, database: number | undefined): string =>
  own === undefined ? '' : database === undefined ? short(own) : `${short(own)} + ${short(database)}`

const HEAD = ['', 'ms', 'cpu ms', 'peak MB', 'peer ms', 'peer / ours']

/** The lines as a table in plain text, what was checked under each. `a + b` is this process and the database. */
export function benchTable(lines: Line[]): string {
  const rows = lines.map(({ name, ms, cpuMs, databaseCpuMs, peakMb, databasePeakMb, peer }) => [
    name, short(ms), withDatabase(cpuMs, databaseCpuMs), withDatabase(peakMb, databasePeakMb),
    peer ? short(peer.ms) : '', peer ? `${short(peer.ratio)} (${peer.spread.map(short).join('–')})` : '',
  ])
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const text = (row: string[]) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd()
  const under = ({ peer, note }: Line) => `    ${peer ? `peer: ${peer.name}; ` : ''}${note}`
  return [text(HEAD), ...rows.flatMap((row, i) => [text(row), under(lines[i] ?? { name: '', ms: 0, note: '' })])].join('\n')
}
