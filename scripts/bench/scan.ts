import { availableParallelism } from 'node:os'
import { cellToLatLng, latLngToCell } from 'h3-js'
import { openThread } from '../../server/analysis/work/thread.ts'
import { finishScan, observedWindows, plainMaxima, prepareScan, replicateMaxima, type ScanInput } from '../../server/statistics/scan/scan.ts'
import { boxCells } from './field.ts'
import { FIRST_DAY, inventIncidents } from './incidents.ts'
import { lineOfLimit, type Line } from './line.ts'
import { assertSameNumbers, timeOf } from './measure.ts'
import { storedScans } from './storedScans.ts'

const REPLICATES = 999
const SEED = 1
const WORKERS = 2
const MONTHS = 36

type Job = { name: string; limitMs: number; satscan: string; input: ScanInput }

/** Whole scans, from columns of cases to clusters with p, shared out over two workers. */
export async function benchScan(full: boolean): Promise<Line[]> {
  const stored = storedScans()
  const lines: Line[] = []
  for (const job of [spatialJob(), permutationJob()]) lines.push(await scanLine(job, full ? 3 : 1, stored))
  return lines
}

function placed(): { cells: string[]; ofCase: string[]; time: Uint32Array } {
  const { lat, lng, time } = inventIncidents(10_000)
  const ofCase = Array.from(lat, (v, i) => latLngToCell(v, lng[i] ?? NaN, 8))
  return { cells: [...new Set([...boxCells(8), ...ofCase])].toSorted(), ofCase, time }
}

const centres = (cells: string[]): ScanInput['coordinates'] => {
  const places = cells.map((cell) => cellToLatLng(cell))
  return { kind: 'spherical', lat: places.map(([lat]) => lat), lng: places.map(([, lng]) => lng) }
}

const rowsAmong = (cells: string[], wanted: string[]): number[] => {
  const row = new Map(cells.map((cell, i) => [cell, i]))
  return wanted.map((cell) => row.get(cell) ?? -1)
}

/** Every cell of the box holds the same population: 10.5 million circles. */
function spatialJob(): Job {
  const { cells, ofCase } = placed()
  return {
    name: `spatial Poisson scan, ${cells.length.toLocaleString('en-GB')} cells, 10,000 cases, 10 %`, limitMs: 11_000, satscan: '32–34 s',
    input: { model: 'poisson', coordinates: centres(cells), cases: { location: rowsAmong(cells, ofCase) }, exposure: new Float64Array(cells.length).fill(1), maxShare: 0.1 },
  }
}

function permutationJob(): Job {
  const { ofCase, time } = placed()
  const cells = [...new Set(ofCase)].toSorted()
  const month = (seconds: number): number => {
    const date = new Date(seconds * 1000)
    return Math.min(MONTHS - 1, (date.getUTCFullYear() - new Date(FIRST_DAY * 86_400_000).getUTCFullYear()) * 12 + date.getUTCMonth())
  }
  return {
    name: `space-time permutation scan, ${cells.length.toLocaleString('en-GB')} cells × ${MONTHS} months, 5 km, 6 months`, limitMs: 14_000, satscan: '41–43 s',
    input: {
      model: 'space-time-permutation', coordinates: centres(cells), cases: { location: rowsAmong(cells, ofCase), interval: Array.from(time, month) },
      intervals: MONTHS, maxIntervals: 6, maxRadius: 5, maxShare: 0.5,
    },
  }
}

async function scanLine({ name, limitMs, satscan, input }: Job, rounds: number, stored: string): Promise<Line> {
  const plan = prepareScan(input)
  // The fast search against every window by its logarithms, and a split range against a whole one.
  assertSameNumbers(replicateMaxima(plan, SEED, 0, 2), plainMaxima(plan, SEED, 1, 3), 1e-9)
  const workers = Array.from({ length: WORKERS }, openWorker)
  try {
    const answers = await Promise.all(workers.map((worker, i) => worker.ask({ input, from: 8 * i, to: 8 * i + 8 })))
    assertSameNumbers(answers.flatMap((numbers) => [...numbers]), replicateMaxima(plan, SEED, 0, 8 * WORKERS), 0)
    let top = ''
    const timings = []
    for (let round = 0; round < rounds; round++) {
      timings.push(await timeOf(async () => {
        const parts = workers.map((worker, i) => worker.ask({ input, from: Math.round((i * REPLICATES) / WORKERS), to: Math.round(((i + 1) * REPLICATES) / WORKERS) }))
        const windows = observedWindows(prepareScan(input))
        const maxima = Float64Array.from((await Promise.all(parts)).flatMap((numbers) => [...numbers]))
        const [cluster] = finishScan(windows, maxima).clusters
        top = `most likely cluster LLR ${cluster?.llr.toFixed(6)}, ${cluster?.observed} / ${cluster?.expected.toFixed(2)}, p ${cluster?.p.toFixed(3)}`
      }))
    }
    return lineOfLimit({
      name: `${name}, ${REPLICATES}`, limit: `none that can be installed: the limit is ${limitMs / 1000} s wall on two workers`, limitMs, ours: timings,
      peakMb: process.memoryUsage().rss / 2 ** 20,
      note: `SaTScan 10.3.2 took ${satscan} for a job of this size on two cores of the kind we measured on; ratio is limit / ours; maxima equal to every window's logarithms, two workers equal to one; ${top}; ${stored}` +
        (availableParallelism() < WORKERS ? '; fewer than two cores here' : ''),
    })
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
  }
}

type Part = { input: ScanInput; from: number; to: number }

function openWorker() {
  const worker = openThread(new URL('./scanWorker.ts', import.meta.url))
  return {
    ask: (part: Part) =>
      new Promise<Float64Array>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.postMessage({ ...part, seed: SEED })
      }),
    close: () => worker.terminate(),
  }
}

