import { CATEGORY_LABELS } from '../../server/contract/vocabulary.ts'
import type { Hotspot, Run } from '../../server/contract/results.ts'

const TOP = 20

const HEAD = ['rank', 'near', 'incidents', 'share', 'km²', '× even spread', 'z', 'adjusted p', 'lat, lng', 'cells', 'peak cell']
const LEFT = new Set(['near', 'lat, lng', 'peak cell'])

const adjusted = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3))

const rowOf = (h: Hotspot): string[] => [
  String(h.rank), h.place, h.incidents.toLocaleString('en-GB'), `${(h.share * 100).toFixed(1)} %`, h.areaKm2.toFixed(2), h.ratio.toFixed(1),
  h.z.toFixed(1), adjusted(h.adjustedP), `${h.lat.toFixed(4)}, ${h.lng.toFixed(4)}`, String(h.cells.length), h.peakCell,
]

/** A run for people at a terminal: what was asked, the first hotspots, and what the data cannot bear. */
export function runText(run: Run, made: boolean): string {
  const { query, incidents, hotspots, excluded } = run
  const rows = [HEAD, ...hotspots.slice(0, TOP).map(rowOf)]
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const line = (row: string[]) =>
    row.map((cell, i) => (LEFT.has(HEAD[i] ?? '') ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ').trimEnd()
  const setAside = excluded.map(({ kind, count }) => `${count.toLocaleString('en-GB')} ${kind.replaceAll('-', ' ')}`).join(', ')
  return [
    `run ${run.id} (${made ? 'computed' : 'found'}), data ${run.dataVersion}, code ${run.codeVersion}`,
    `${query.categories.map((category) => CATEGORY_LABELS[category]).join(', ')}; ${query.period.from} up to ${query.period.to}; ${run.studyArea.name}`,
    `resolution ${run.resolution}, k ${query.k}, ${query.adjustment}, alpha ${query.alpha}: ${incidents.toLocaleString('en-GB')} incidents in ${run.cells.toLocaleString('en-GB')} cells${setAside && `; not on the map: ${setAside}`}`,
    '',
    ...(hotspots.length > 0 ? rows.map(line) : ['No cell is significantly high: no hotspots.']),
    ...(hotspots.length > TOP ? [`… and ${hotspots.length - TOP} more: --json has them all`] : []),
    '',
    ...run.advice.map((sentence) => `- ${sentence}`),
  ].join('\n').trimEnd() + '\n'
}
