// One of the two workers of the scan's bench: prepares for itself, as a service's worker does, and gives the maxima of its replicates.
import { parentPort } from 'node:worker_threads'
import { prepareScan, replicateMaxima, type ScanInput } from '../../server/statistics/scan/scan.ts'

parentPort?.on('message', ({ input, seed, from, to }: { input: ScanInput; seed: number; from: number; to: number }) => {
  const maxima = replicateMaxima(prepareScan(input), seed, from, to)
  parentPort?.postMessage(maxima)
})
