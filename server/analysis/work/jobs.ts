import type { AnalysisProgress } from '../../contract/analysis.ts'
import { Problem } from '../../domain/problem.ts'
import { createTurns } from '../../domain/turns.ts'
import { Cancelled } from './pool.ts'

/** What a job does when its turn comes: `started` hands over how to stop it. */
export type Work = (hooks: { onProgress: (done: number) => void; started: (cancel: () => void) => void }) => Promise<void>

type Job = {
  progress: AnalysisProgress
  estimateSeconds: number
  listeners: Set<(progress: AnalysisProgress) => void>
  finished: Promise<void>
  cancel: () => void
}

/** How long the last word of a job is kept for a listener that comes late. */
const KEEP_MS = 10 * 60_000
const MOST = 500
/** Each of them holds its incidents in memory while it waits. */
const MAX_WAITING = 12

/** Analyses under way, by id. In memory: after a restart the question is simply asked again, and gives the same bytes. */
export const createJobs = (limitSeconds: number) => {
  const jobs = new Map<string, Job>()
  const turns = createTurns(MAX_WAITING, 'analyses')

  const underWay = (job: Job | undefined): job is Job => job !== undefined && (job.progress.state === 'waiting' || job.progress.state === 'running')

  const tell = (job: Job, progress: AnalysisProgress): void => {
    job.progress = progress
    for (const listener of job.listeners) listener(progress)
  }

  const start = (id: string, estimateSeconds: number, work: Work): Job => {
    const known = jobs.get(id)
    if (underWay(known)) return known
    if (jobs.size >= MOST) for (const [other, job] of jobs) if (!underWay(job)) jobs.delete(other)
    let stop: (() => void) | null = null
    let given: Cancelled | Problem | null = null
    const job: Job = {
      progress: { state: 'waiting', done: 0, secondsLeft: estimateSeconds, detail: null },
      estimateSeconds,
      listeners: new Set(),
      finished: Promise.resolve(),
      cancel: () => {
        given ??= new Cancelled()
        stop?.()
        // One that waits has no work to end: it is over now, and may be asked for again before its turn would have come.
        if (job.progress.state === 'waiting') tell(job, { ...job.progress, state: 'cancelled', secondsLeft: null })
      },
    }
    const run = async (): Promise<void> => {
      if (given) throw given
      const began = performance.now()
      tell(job, { state: 'running', done: 0, secondsLeft: estimateSeconds, detail: null })
      const limit = setTimeout(() => {
        given ??= new Problem(422, 'too-long', 'Longer than allowed', `It took longer than the ${limitSeconds} seconds that an analysis may take, and was stopped.`)
        stop?.()
      }, limitSeconds * 1000)
      try {
        await work({
          onProgress: (done) => {
            const seconds = (performance.now() - began) / 1000
            tell(job, { state: 'running', done, secondsLeft: done > 0.02 ? (seconds * (1 - done)) / done : estimateSeconds, detail: null })
          },
          started: (cancel) => {
            stop = cancel
            if (given) cancel()
          },
        })
      } catch (error) {
        throw given ?? error
      } finally {
        clearTimeout(limit)
      }
    }
    // First the turn, which may be refused: a job that never comes to one must not stand in the list.
    const turn = turns.take(run)
    jobs.set(id, job)
    job.finished = turn.then(
      () => tell(job, { state: 'done', done: 1, secondsLeft: 0, detail: null }),
      (error: unknown) => {
        const cancelled = error instanceof Cancelled
        if (underWay(job)) tell(job, { state: cancelled ? 'cancelled' : 'failed', done: job.progress.done, secondsLeft: null, detail: error instanceof Problem ? error.message : cancelled ? null : 'Something went wrong.' })
        throw error
      },
    ).finally(() => setTimeout(() => jobs.get(id) === job && jobs.delete(id), KEEP_MS).unref())
    job.finished.catch(() => {}) // whoever waits hears it; nobody need
    return job
  }

  return {
    start,
    progress: (id: string): { progress: AnalysisProgress; estimateSeconds: number } | null => {
      const job = jobs.get(id)
      return job ? { progress: job.progress, estimateSeconds: job.estimateSeconds } : null
    },
    /** Waits so long for a job at most: true when it is done, false when it is not yet. Throws what ended it. */
    wait: async (id: string, ms: number): Promise<boolean> => {
      const job = jobs.get(id)
      if (!job) return false
      let timer: NodeJS.Timeout | undefined
      const later = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)))
      return Promise.race([job.finished.then(() => true), later]).finally(() => clearTimeout(timer))
    },
    /** Calls back with the state now and on every change, until `stop`; null when there is no such job. */
    listen: (id: string, listener: (progress: AnalysisProgress) => void): (() => void) | null => {
      const job = jobs.get(id)
      if (!job) return null
      job.listeners.add(listener)
      listener(job.progress)
      return () => job.listeners.delete(listener)
    },
    /** False when it is not under way. */
    cancel: (id: string): boolean => {
      const job = jobs.get(id)
      if (!underWay(job)) return false
      job.cancel()
      return true
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>
