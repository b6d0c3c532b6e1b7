import { lineWith, type Line } from './line.ts'
import { PeerMissing } from './r.ts'

/** Lines against a peer that may not be there: then one line that names what to install, and has no ratio. */
export async function withPeer(row: { name: string; goal: number | null }, measure: () => Promise<Line[]>): Promise<Line[]> {
  try {
    return await measure()
  } catch (error) {
    if (error instanceof PeerMissing) return [lineWith({ ...row, note: `no peer here: ${error.message}` })]
    // Answers that differ, or a peer that broke: told in its line, and the bench ends with an error.
    return [lineWith({ ...row, equal: false, note: `FAILED: ${(error as Error).message}` })]
  }
}
