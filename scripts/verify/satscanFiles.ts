/** SaTScan's own files: the text result with its parameters, and the case, population and coordinates files it names. */
import { readText, Unreadable } from './table.ts'

export type ReportedCluster = {
  ids: string[]
  /** As printed. */
  radius: string
  from: string | undefined
  to: string | undefined
  cases: string
  expected: string
  ratio: string
  relativeRisk: string | undefined
  llr: string
  p: string
}

export type Report = {
  setting: (label: string) => string
  settings: (label: string) => string[]
  clusters: ReportedCluster[]
  /** Replicates computed: fewer than asked for when the sequential procedure ended them. */
  replicates: number
}

export function readReport(dir: string, file: string): Report {
  const text = readText(dir, file).replace(/\r/g, '')
  const [found = '', parameters = ''] = text.split('PARAMETER SETTINGS')
  const settings = (label: string): string[] =>
    parameters.split('\n').flatMap((line) => {
      const [name, ...value] = line.split(':')
      return name?.trim() === label ? [value.join(':').trim()] : []
    })
  const setting = (label: string): string => {
    const [value] = settings(label)
    if (value === undefined) throw new Unreadable(`${file} has no setting ${label}`)
    return value
  }
  const clusters = (found.split('CLUSTERS DETECTED')[1] ?? '')
    .split(/\n(?=\d+\.Location IDs)/)
    .filter((part) => /^\s*\d+\.Location IDs/.test(part))
    .map((part) => readCluster(file, part))
  if (clusters.length === 0) throw new Unreadable(`${file} names no cluster`)
  const ended = /terminate the calculations after (\d+)\s+replications/.exec(found)
  return { setting, settings, clusters, replicates: Number(ended?.[1] ?? setting('Number of Replications')) }
}

function readCluster(file: string, part: string): ReportedCluster {
  // Lists of locations go on over several lines, up to the next label.
  const fields = new Map<string, string>()
  let label = ''
  for (const line of part.split('\n')) {
    const start = /^\s*(?:\d+\.)?([A-Z][A-Za-z0-9 /-]*?)\.*:\s(.*)$/.exec(line)
    if (start) {
      label = start[1] ?? ''
      fields.set(label, start[2] ?? '')
    } else if (label === 'Location IDs included') fields.set(label, `${fields.get(label)} ${line.trim()}`)
  }
  const need = (name: string): string => {
    const value = fields.get(name)?.trim()
    if (!value) throw new Unreadable(`${file}: a cluster has no "${name}"`)
    return value
  }
  const time = /^(\S+) to (\S+)$/.exec(fields.get('Time frame')?.trim() ?? '')
  return {
    ids: need('Location IDs included').split(',').map((id) => id.trim()).filter((id) => id !== ''),
    radius: (/\/ ([\d.]+)/.exec(need('Coordinates / radius')) ?? [])[1] ?? '',
    from: time?.[1],
    to: time?.[2],
    cases: need('Number of cases'),
    expected: need('Expected cases'),
    ratio: need('Observed / expected'),
    relativeRisk: fields.get('Relative risk')?.trim(),
    llr: fields.get('Log likelihood ratio')?.trim() ?? need('Test statistic'),
    p: need('P-value').replace(/^< */, ''),
  }
}

export function readRows(dir: string, file: string): string[][] {
  return readText(dir, file)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/[\s,]+/))
}

/** Locations in the order of their ids as text: SaTScan numbers them so, and settles ties by that number. */
export function readLocations(dir: string, file: string): { ids: string[]; a: number[]; b: number[] } {
  const rows = readRows(dir, file).sort(([x = ''], [y = '']) => (x < y ? -1 : x > y ? 1 : 0))
  const column = (c: number): number[] =>
    rows.map((row) => {
      const value = Number(row[c])
      if (row[c] === undefined || Number.isNaN(value)) throw new Unreadable(`${file}: location ${row[0]} has no coordinate`)
      return value
    })
  return { ids: rows.map(([id = '']) => id), a: column(1), b: column(2) }
}

/** Days since 1970 of y/m/d, y/m (the 1st) and y (1 July, as SaTScan takes a population of a year); two digits are 19yy. */
export function dayOf(text: string, yearDefault: readonly [number, number] = [7, 1]): number {
  const [year = NaN, month = yearDefault[0], day = text.includes('/') ? 1 : yearDefault[1]] = text.split('/').map(Number)
  const time = Date.UTC(year < 100 ? 1900 + year : year, month - 1, day)
  if (Number.isNaN(time)) throw new Unreadable(`"${text}" is not a date`)
  return time / 86_400_000
}

/** First and last day of the intervals [from, to), as printed. */
export function printedDays(bounds: readonly number[], { from, to }: { from: number; to: number }): [string, string] {
  const date = (bound: number): string => {
    const day = new Date(bound * 86_400_000)
    return `${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`
  }
  return [date(bounds[from] ?? NaN), date((bounds[to] ?? NaN) - 1)]
}

/** Bounds of the time intervals in days, the last one past the end; counted from the end, as SaTScan does. */
export function intervalBounds(start: string, end: string, unit: string, length: number): number[] {
  const first = dayOf(start)
  const bounds = [dayOf(end) + 1]
  for (let back = length; (bounds[0] ?? 0) > first; back += length) {
    const stop = new Date((dayOf(end) + 1) * 86_400_000)
    if (/^year/i.test(unit)) stop.setUTCFullYear(stop.getUTCFullYear() - back)
    else if (/^month/i.test(unit)) stop.setUTCMonth(stop.getUTCMonth() - back)
    else if (/^day/i.test(unit)) stop.setUTCDate(stop.getUTCDate() - back)
    else throw new Unreadable(`time unit "${unit}" is not year, month or day`)
    bounds.unshift(Math.max(first, stop.getTime() / 86_400_000))
  }
  return bounds
}
