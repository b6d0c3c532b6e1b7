// Files by who sent them, and which months they speak for. Pure.
import type { IngestReport, Rows } from '../../../server/contract/ingest.ts'
import { addMonths, monthLabel } from '../../months.ts'

/** A file that names more than these is of no one of them: a national file. */
const SEVERAL = 6

export type MonthState = { month: string; inForce: boolean }
export type Group = { organisation: string; files: IngestReport[]; months: MonthState[] }

/** Rows of an organisation's file count for a month while any of them is in force. */
const speaksFor = (files: IngestReport[]): Set<string> => new Set(files.filter(({ rows }) => rows.accepted > 0).flatMap(({ periods }) => periods))

const monthsFrom = (first: string, last: string): string[] => {
  const months: string[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** Groups in the order of their names; the files of each as they came, newest first. `national`: files of many organisations at once. */
export function groupFiles(ingests: IngestReport[]): { groups: Group[]; national: IngestReport[] } {
  const national = ingests.filter(({ organisations }) => organisations.length > SEVERAL)
  const byName = new Map<string, IngestReport[]>()
  for (const file of ingests) {
    if (file.organisations.length > SEVERAL) continue
    for (const name of file.organisations.length > 0 ? file.organisations : ['No organisation named']) byName.set(name, [...(byName.get(name) ?? []), file])
  }
  // What is late is missing too: everybody is held against the newest month that anybody has sent.
  const last = ingests.flatMap(({ periods }) => periods).toSorted().at(-1)
  const groups = [...byName].toSorted(([a], [b]) => a.localeCompare(b, 'en-GB')).map(([organisation, files]) => {
    const inForce = speaksFor(files)
    const first = files.flatMap(({ periods }) => periods).toSorted()[0]
    const months = first && last ? monthsFrom(first, last).map((month) => ({ month, inForce: inForce.has(month) })) : []
    return { organisation, files, months }
  })
  return { groups, national }
}

/** Months as runs: `Jan 2024 to Mar 2024, May 2024`. */
export function monthRuns(months: string[]): string {
  const runs: { from: string; to: string }[] = []
  for (const month of months.toSorted()) {
    const run = runs.at(-1)
    if (run && addMonths(run.to, 1) === month) run.to = month
    else runs.push({ from: month, to: month })
  }
  return runs.map(({ from, to }) => (from === to ? monthLabel(from) : `${monthLabel(from)} to ${monthLabel(to)}`)).join(', ')
}

/** What the strip of months shows, in words. */
export function monthsInWords(months: MonthState[]): string {
  const missing = months.filter(({ inForce }) => !inForce).map(({ month }) => month)
  const n = months.length - missing.length
  if (months.length === 0) return 'No month yet.'
  const all = monthRuns(months.map(({ month }) => month))
  if (missing.length === 0) return months.length === 1 ? `${all} is in force.` : `All ${months.length} months from ${all} are in force.`
  return `${n} of ${months.length} months in force. Missing: ${monthRuns(missing)}.`
}

export const sumOf = ({ accepted, quarantined, duplicate, superseded }: Rows): number => accepted + quarantined + duplicate + superseded
export const issueTotal = ({ issues }: IngestReport): number => issues.reduce((sum, { count }) => sum + count, 0)

/** `24 Mar 2024, 09:05`, London time whoever reads. */
export function receivedLabel(at: string | null): string {
  if (at === null) return 'not received'
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' }).format(new Date(at))
}
