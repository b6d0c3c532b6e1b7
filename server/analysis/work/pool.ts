import type { Worker } from 'node:worker_threads'
import { Problem } from '../../domain/problem.ts'
import type { AnalysisKind } from '../../contract/methodGuide.ts'
import type { Method, MethodInput } from '../methods/method.ts'
import type { Answer, Ask, Finished } from './messages.ts'
import { openThread } from './thread.ts'

export class Cancelled extends Error {}
/** Something in a method that should not happen; `at` names places in the code and nothing else. */
export class MethodFailed extends Error {}

/** A piece of work for the pool; `onProgress` hears the share done, 0–1. */
export type Task = { kind: AnalysisKind; method: Method; input: MethodInput; parameters: unknown; onProgress?: (done: number) => void }
export type Running = { finished: Promise<Finished>; cancel: () => void }

type Seat = { worker: Worker; take: ((answer: Answer) => void) | null; fail: ((error: Error) => void) | null }

const joined = (pieces: Float64Array[]): Float64Array => {
  const all = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0)
  return all
}

/**
 * Worker threads for what takes longer than a request may hold the service's own thread. One task at a time, on all workers when it
 * splits: tasks of two readers would only share the same cores. A cancelled task ends its workers; new ones start when needed.
 */
export const createPool = (size: number) => {
  const seats: (Seat | null)[] = Array.from({ length: size }, () => null)
  let numbered = 0
  let closed = false

  const open = (at: number): Seat => {
    const known = seats[at]
    if (known) return known
    const worker = openThread(new URL('./worker.ts', import.meta.url))
    const seat: Seat = { worker, take: null, fail: null }
    worker.unref()
    worker.on('message', (answer: Answer) => seat.take?.(answer))
    const gone = (): void => {
      if (seats[at] === seat) seats[at] = null
      seat.fail?.(new MethodFailed('a worker ended'))
    }
    worker.on('error', gone)
    worker.on('exit', gone)
    seats[at] = seat
    return seat
  }

  const ask = (seat: Seat, question: Ask, onProgress: (done: number) => void): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        seat.take = null
        seat.fail = null
        seat.worker.unref()
      }
      seat.fail = (error) => {
        end()
        reject(error)
      }
      seat.take = (answer) => {
        if (answer.task !== question.task) return
        if (answer.told === 'progress') return onProgress(answer.done)
        end()
        if (answer.told !== 'failed') resolve(answer)
        else if (answer.message !== null) reject(new Problem(400, 'bad-request', 'The request makes no sense', answer.message))
        else reject(new MethodFailed(`a method failed ${answer.at}`))
      }
      seat.worker.ref()
      seat.worker.postMessage(question)
    })

  const stop = (error: Error): void => {
    for (const [at, seat] of seats.entries()) {
      if (!seat) continue
      seats[at] = null
      seat.fail?.(error)
      void seat.worker.terminate()
    }
  }

  const finishedOf = (answer: Answer): Finished => {
    if (answer.told !== 'finished') throw new MethodFailed('a worker answered something else')
    return answer.finished
  }

  const run = ({ kind, method, input, parameters, onProgress = () => {} }: Task): Running => {
    if (closed) throw new Cancelled()
    const task = ++numbered
    const common = { task, kind, parameters }
    const whole = async (): Promise<Finished> => finishedOf(await ask(open(0), { ...common, input, step: 'compute' }, onProgress))
    /** Replicates [from, to), shared out; `first`: the workers do not know the task yet; `last`: they need not keep it. */
    const stretch = async (from: number, to: number, replicates: number, first: boolean, last: boolean): Promise<Float64Array> => {
      const done = seats.map(() => 0)
      const pieces = await Promise.all(seats.map(async (_, at) => {
        const [start, end] = [at, at + 1].map((piece) => from + Math.floor((piece * (to - from)) / size)) as [number, number]
        const answer = await ask(open(at), { ...common, ...(first && { input }), step: 'part', from: start, to: end, stays: at === 0 || !last }, (share) => {
          done[at] = share
          onProgress((0.98 * (from + ((to - from) * done.reduce((sum, x) => sum + x, 0)) / size)) / replicates)
        })
        if (answer.told !== 'numbers') throw new MethodFailed('a worker answered something else')
        return answer.numbers
      }))
      return joined(pieces)
    }
    const split = async ({ replicates: wanted, stage }: NonNullable<Method['simulate']>): Promise<Finished> => {
      const replicates = wanted(parameters as never)
      const step = stage?.(parameters as never) ?? replicates
      let numbers: Float64Array = new Float64Array(0)
      for (let from = 0; from === 0 || from < replicates; from += step) {
        const to = Math.min(replicates, from + step)
        numbers = joined([numbers, await stretch(from, to, replicates, from === 0, to === replicates)])
        if (to === replicates) break
        const answer = await ask(open(0), { ...common, step: 'enough', numbers }, () => {})
        if (answer.told === 'enough' && answer.enough) {
          for (const seat of seats.slice(1)) seat?.worker.postMessage({ ...common, step: 'forget' } satisfies Ask)
          break
        }
      }
      return finishedOf(await ask(open(0), { ...common, step: 'finish', numbers }, () => {}))
    }
    const finished = method.simulate ? split(method.simulate) : whole()
    // One worker of several may fail first: the others are stopped, or they would answer into the next task.
    const settled = finished.catch((error: unknown) => {
      if (method.simulate) stop(new Cancelled())
      throw error
    })
    return { finished: settled, cancel: () => stop(new Cancelled()) }
  }

  return {
    run,
    /** Starts the threads before anybody waits for them. */
    warm: (): void => seats.forEach((_, at) => void open(at)),
    close: async (): Promise<void> => {
      closed = true
      const open = seats.flatMap((seat) => (seat ? [seat.worker] : []))
      stop(new Cancelled())
      await Promise.all(open.map((worker) => worker.terminate()))
    },
  }
}
export type Pool = ReturnType<typeof createPool>
