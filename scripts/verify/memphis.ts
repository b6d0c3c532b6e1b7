/**
 * *_dbscan_hdbscan_*.csv: R dbscan's clusters of a table that brings its own coordinates (utmE, utmN, or e and n, or x and y, metres).
 * dbscanEPS_MINPTS and hdbscanMINPTS are clusters, 0 for noise, compared up to numbering; hdbscanMINPTS_prob is the membership
 * probability. DBSCAN's border points are compared as "in a cluster that reaches them", since R and scikit-learn give a border point between
 * two clusters to different ones.
 */
import { dbscan } from '../../server/statistics/dbscan.ts'
import { hdbscan } from '../../server/statistics/hdbscan.ts'
import { type Comparison, compareTexts } from './compare.ts'
import { compareWithin } from './monteCarlo.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, Unreadable } from './table.ts'

/** The table gives coordinates to the millimetre and probabilities to six places; R had more digits of the former. */
const PROBABILITY_TOLERANCE = 1e-5

type Places = { x: Float64Array; y: Float64Array }

export function verifyMemphis(dir: string, file: string): Outcome {
  const table = readTable(dir, file)
  const xColumn = needColumn(table, 'utme', 'e', 'x', 'x_m')
  const yColumn = needColumn(table, 'utmn', 'n', 'y', 'y_m')
  const places = { x: numbers(table, xColumn), y: numbers(table, yColumn) }
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of table.columns) {
    const comparison = compareColumn(column, places, () => numbers(table, column))
    if (comparison) compared.push([column, comparison])
    else if (column !== findColumn(table, 'uid', 'id') && column !== xColumn && column !== yColumn) notCompared.push(column)
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no column such as dbscan300_10 or hdbscan20`)
  return comparedBy(table.rows.length, compared, notCompared)
}

function compareColumn(column: string, { x, y }: Places, expected: () => Float64Array): Comparison | undefined {
  const flat = /^dbscan(\d+(?:\.\d+)?)_(\d+)$/.exec(column)
  if (flat) return compareDbscan(column, { x, y }, Number(flat[1]), Number(flat[2]), expected())
  const hierarchical = /^hdbscan(\d+)(_prob)?$/.exec(column)
  if (!hierarchical) return undefined
  const { labels, probability } = hdbscan(x, y, Number(hierarchical[1]))
  return hierarchical[2] ? compareWithin(column, probability, expected(), probability.map(() => PROBABILITY_TOLERANCE)) : comparePartition(column, labels, expected())
}

function compareDbscan(column: string, { x, y }: Places, eps: number, minPts: number, expected: Float64Array): Comparison {
  const { labels, core } = dbscan(x, y, eps, minPts)
  const ours = Int32Array.from(labels)
  const oursOf = matching(labels, expected, core)
  for (let i = 0; i < ours.length; i++) {
    const theirs = oursOf.get(expected[i] ?? NaN)
    if (core[i] || theirs === undefined || theirs === labels[i]) continue
    // A border point may go to any cluster with a core point within eps.
    const reached = labels.some((label, j) => label === theirs && core[j] === 1 && ((x[i] ?? NaN) - (x[j] ?? NaN)) ** 2 + ((y[i] ?? NaN) - (y[j] ?? NaN)) ** 2 <= eps * eps)
    if (reached) ours[i] = theirs
  }
  return comparePartition(column, ours, expected)
}

/** Expected cluster -> ours, by the first row of it that counts. */
function matching(labels: Int32Array, expected: Float64Array, counts?: Uint8Array): Map<number, number> {
  const oursOf = new Map<number, number>()
  labels.forEach((label, i) => {
    const theirs = expected[i] ?? NaN
    if (theirs !== 0 && label >= 0 && (!counts || counts[i]) && !oursOf.has(theirs)) oursOf.set(theirs, label)
  })
  return oursOf
}

/** Equal up to numbering: each expected cluster is one of ours and the other way about, noise is noise. */
export function comparePartition(column: string, labels: Int32Array, expected: Float64Array): Comparison {
  const oursOf = matching(labels, expected)
  const taken = new Map<number, number>()
  for (const [theirs, ours] of oursOf) if (!taken.has(ours)) taken.set(ours, theirs)
  const name = (label: number): string => (label < 0 ? '0' : String(taken.get(label) ?? `our ${label}`))
  return compareTexts(column, Array.from(labels, name), Array.from(expected, String))
}
