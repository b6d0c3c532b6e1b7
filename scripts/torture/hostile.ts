// Hostile files one after the other: how many were refused, for which reasons, and how long the slowest took.
import { Problem } from '../../server/domain/problem.ts'
import { hostileFiles } from '../../tests/support/hostileFiles.ts'
import type { createWatch } from './watch.ts'

/** Takes a file in, or throws the Problem that refuses it. */
export type TakeIn = (file: string, bytes: Buffer) => Promise<unknown>

export type HostileResult = {
  files: number
  refused: number
  /** files that were taken in, or that broke something */
  failures: string[]
  /** refused, but for a reason that their family does not name */
  otherwise: string[]
  slowest: { name: string; ms: number }
  reasons: Map<string, number>
}

export const torment = async (takeIn: TakeIn, watch: ReturnType<typeof createWatch>, { files, seed }: { files: number; seed: number }, progress: (text: string) => void): Promise<HostileResult> => {
  const result: HostileResult = { files, refused: 0, failures: [], otherwise: [], slowest: { name: '', ms: 0 }, reasons: new Map() }
  for (const [i, { name, kinds, bytes }] of hostileFiles(files, seed).entries()) {
    const content = bytes()
    await watch.during(async () => {
      const began = performance.now()
      try {
        await takeIn(name, content)
        result.failures.push(`${name}: taken in`)
      } catch (error) {
        if (!(error instanceof Problem)) {
          result.failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
          return
        }
        const kind = error.document.type.replace('/problems/', '')
        result.refused++
        result.reasons.set(kind, (result.reasons.get(kind) ?? 0) + 1)
        if (!kinds.includes(kind)) result.otherwise.push(`${name}: ${kind}`)
      } finally {
        const ms = performance.now() - began
        if (ms > result.slowest.ms) result.slowest = { name, ms }
      }
    })
    if (i % 50 === 49) progress(`${i + 1} of ${files} hostile files`)
  }
  return result
}
