/** The two files that the Near Repeat Calculator writes, read: the verbose CSV with every simulated table, and the summary page. */
import { readText, Unreadable } from './table.ts'

export type Grid = { distances: number[]; times: number[]; cells: number[] }
export type Points = { x: number[]; y: number[]; day: number[] }
/** replicates: of each cell, row by row, the counts simulated. details: mean, p and ratio of each cell at full length. */
export type Verbose = { observed: Grid; ratio: Grid; p: Grid; replicates: number[][]; details: Record<'mean' | 'p' | 'ratio', number[]>; points: Points }
export type Summary = { ratio: Grid; p: Grid; iterations: number; source: string }

export function readVerbose(dir: string, file: string): Verbose {
  const text = readText(dir, file).replaceAll('\r', '')
  const lines = text.split('\n')
  const grid = (title: string): Grid => {
    const start = lines.findIndex((line) => line.startsWith(title))
    if (start < 0) throw new Unreadable(`${file} has no table "${title}"`)
    const times = (lines[start + 1] ?? '').split(',').map((label) => label.trim()).filter((label) => label !== '')
    const rows: string[][] = []
    for (let i = start + 3; /^\d+,/.test(lines[i] ?? ''); i++) rows.push((lines[i] ?? '').split(','))
    // A cell left empty is 0; numbers may begin with the point.
    const cells = rows.flatMap((row) => times.map((_, t) => numberIn(`0${(row[t + 2] ?? '').trim()}`, file)))
    return { distances: uppers(rows.map((row) => (row[1] ?? '').trim()), file), times: uppers(times, file), cells }
  }
  const observed = grid('Observed frequencies distribution')
  const columns = observed.times.length + 1
  const replicates: number[][] = []
  const details: Verbose['details'] = { mean: [], p: [], ratio: [] }
  const block = /Row (\d+) Column (\d+)\nExpected,([\d,\s]*?)\nObserved, ?\d*\n(?:.*\n){2}Mean, (.*)\nP value, (.*)\nObs over Mean Exp, (.*)/g
  for (const [, row, column, counts, mean, p, ratio] of text.matchAll(block)) {
    const at = (Number(row) - 1) * columns + Number(column) - 1
    replicates[at] = (counts ?? '').split(/[,\s]+/).filter((count) => count !== '').map(Number)
    details.mean[at] = numberIn(mean, file)
    details.p[at] = numberIn(p, file)
    details.ratio[at] = numberIn(ratio, file)
  }
  const iterations = replicates[0]?.length ?? 0
  if (replicates.length !== observed.cells.length || iterations === 0 || !replicates.every((counts) => counts.length === iterations)) {
    throw new Unreadable(`${file} has no simulated counts, or not as many for each cell`)
  }
  const source = text.slice(text.indexOf('SOURCE DATA'))
  const points = pointsOf([...source.matchAll(/^\d+, *([-\d.]+), *([-\d.]+), *(\S+)/gm)].map(([, x, y, date]) => [x ?? '', y ?? '', date ?? '']), file)
  return { observed, ratio: grid('Observed over mean expected'), p: grid('Statistical significan'), replicates, details, points }
}

export function readSummary(dir: string, file: string): Summary {
  const text = readText(dir, file)
  const words = text.replaceAll(/<[^>]*>/g, '\n').split('\n').map((word) => word.trim()).filter((word) => word !== '')
  const grid = (title: string): Grid => {
    let i = words.findIndex((word) => word.startsWith(title))
    if (i < 0) throw new Unreadable(`${file} has no table "${title}"`)
    const times: string[] = []
    const distances: string[] = []
    const cells: number[] = []
    for (i++; (words[i] ?? '').endsWith(' days'); i++) times.push(words[i] ?? '')
    for (; /^Same location$| meters$/.test(words[i] ?? ''); i += times.length + 1) {
      distances.push(words[i] ?? '')
      times.forEach((_, t) => cells.push(numberIn(words[i + 1 + t], file)))
    }
    return { distances: uppers(distances, file), times: uppers(times, file), cells }
  }
  const iterations = Number(/Iterations requested:\D*(\d+)/.exec(words.join(' '))?.[1])
  if (!(iterations > 0)) throw new Unreadable(`${file} does not say how many iterations`)
  const source = /([^\\/:*?"<>|]+)_NRsummary/.exec(file)?.[1] ?? ''
  return { ratio: grid('Observed over mean expected'), p: grid('Statistical significan'), iterations, source: `${source}.csv` }
}

/** Points without a header: x, y and a date. The Calculator keeps one decimal of a coordinate, and so its edges fall there. */
export function readPoints(dir: string, file: string): Points {
  const rows = readText(dir, file).split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => line.split(',').map((cell) => cell.trim()))
  const body = Number.isNaN(Number(rows[0]?.[0])) ? rows.slice(1) : rows
  const { x, y, day } = pointsOf(body.map((row) => [row[0] ?? '', row[1] ?? '', row[2] ?? '']), file)
  const kept = (values: number[]): number[] => values.map((value) => Math.round(value * 10) / 10)
  return { x: kept(x), y: kept(y), day }
}

function pointsOf(rows: (readonly [string, string, string])[], file: string): Points {
  if (rows.length === 0) throw new Unreadable(`${file} has no points`)
  // Month first as the Calculator writes it, unless a first number cannot be a month.
  const dayFirst = rows.some(([, , date]) => Number(/^(\d+)\//.exec(date)?.[1]) > 12)
  const day = rows.map(([, , date]) => {
    const iso = /^(\d{4})-(\d\d?)-(\d\d?)/.exec(date)
    const slashed = /^(\d\d?)\/(\d\d?)\/(\d{4})/.exec(date)
    if (!iso && !slashed) throw new Unreadable(`${file}: "${date}" is not a date`)
    const [year, month, dayOfMonth] = iso ? [iso[1], iso[2], iso[3]] : dayFirst ? [slashed?.[3], slashed?.[2], slashed?.[1]] : [slashed?.[3], slashed?.[1], slashed?.[2]]
    return Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)) / 86_400_000
  })
  return { x: rows.map(([x]) => numberIn(x, file)), y: rows.map(([, y]) => numberIn(y, file)), day }
}

/** "1 to 200 meters" is up to 200; "Same location" and "More than …" are not bands with an upper edge. */
function uppers(labels: string[], file: string): number[] {
  const edges = labels.flatMap((label) => /^\d+ to (\d+)/.exec(label)?.[1] ?? []).map(Number)
  const others = labels.filter((label) => !/^\d+ to \d+/.test(label)).length
  if (edges.length === 0 || others < 1 || others > 2) throw new Unreadable(`${file}: bands "${labels.join(', ')}" are not understood`)
  return edges
}

function numberIn(text: string | undefined, file: string): number {
  const value = Number(text)
  if (text === undefined || text.trim() === '' || Number.isNaN(value)) throw new Unreadable(`${file}: "${text}" is not a number`)
  return value
}
