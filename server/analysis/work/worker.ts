// One worker thread: computes what it is asked, one thing after the other. It reads no file and no database; what it needs arrives.
import { parentPort } from 'node:worker_threads'
import { packResultTable } from '../../domain/resultTable.ts'
import { METHODS } from '../methods/registry.ts'
import type { MethodResult } from '../methods/method.ts'
import type { Answer, Ask, Finished } from './messages.ts'

/** Replicates between two words of progress: about a tenth of a second of work at most, learnt as it goes. */
const TELL_MS = 100

const port = parentPort
if (!port) throw new Error('this file is a worker')
const tell = (answer: Answer, transfer: ArrayBuffer[] = []): void => port.postMessage(answer, transfer)

const OWN_TO_ENGINE = /^(Maximum call stack|Invalid (typed )?array|Array buffer|Invalid string length|Invalid count value|Invalid time value|toPrecision)/

let kept: { task: number; input: Ask['input']; prepared: unknown } | null = null

const pack = ({ tables, ...document }: MethodResult): Finished => ({
  document,
  tables: tables.map((table) => ({
    name: table.name, label: table.label, geometry: table.geometry, rows: table.rows,
    columns: table.columns.map(({ name, label, type }) => ({ name, label, type })),
    packed: packResultTable(table),
  })),
})

/** Numbers of stretch after stretch: one after the other, or their sum. */
const createNumbers = (adds: boolean) => {
  const pieces: Float64Array[] = []
  return {
    put: (piece: Float64Array): void => {
      const [sum] = pieces
      if (adds && sum) for (let i = 0; i < piece.length; i++) sum[i]! += piece[i] ?? 0
      else pieces.push(piece)
    },
    all: (): Float64Array<ArrayBuffer> => {
      const all = new Float64Array(pieces.reduce((size, piece) => size + piece.length, 0))
      pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0)
      return all
    },
  }
}

const work = (ask: Ask): void => {
  if (ask.step === 'forget') {
    if (kept?.task === ask.task) kept = null
    return
  }
  const method = METHODS[ask.kind]
  if (!method) throw new Error('no such method')
  if (kept?.task !== ask.task) kept = { task: ask.task, input: undefined, prepared: undefined }
  if (ask.input) kept.input = ask.input
  const { input } = kept
  if (!input) throw new Error('a task without its input')
  const parameters = ask.parameters as never
  if (method.compute) {
    let last = 0
    const result = method.compute(input, parameters, (done) => {
      const now = performance.now()
      if (now - last < TELL_MS) return
      last = now
      tell({ told: 'progress', task: ask.task, done })
    })
    kept = null
    tell({ told: 'finished', task: ask.task, finished: pack(result) })
    return
  }
  const { simulate } = method
  kept.prepared ??= simulate.prepare(input, parameters)
  if (ask.step === 'part') {
    const numbers = createNumbers(simulate.adds === true)
    let size = simulate.portion ?? 1
    for (let from = ask.from; from < ask.to; ) {
      const to = Math.min(ask.to, from + size)
      const started = performance.now()
      numbers.put(simulate.part(kept.prepared, parameters, from, to))
      if (performance.now() - started < TELL_MS / 2) size *= 2
      from = to
      tell({ told: 'progress', task: ask.task, done: (from - ask.from) / (ask.to - ask.from) })
    }
    if (!ask.stays) kept = null
    const all = numbers.all()
    tell({ told: 'numbers', task: ask.task, numbers: all }, [all.buffer])
  } else if (ask.step === 'enough') {
    tell({ told: 'enough', task: ask.task, enough: simulate.enough?.(kept.prepared, parameters, ask.numbers) ?? false })
  } else if (ask.step === 'finish') {
    tell({ told: 'finished', task: ask.task, finished: pack(simulate.finish(kept.prepared, parameters, ask.numbers)) })
    kept = null
  }
}

port.on('message', (ask: Ask) => {
  try {
    work(ask)
  } catch (error) {
    kept = null
    // A RangeError of a kernel names a parameter that makes no sense; anything else is a bug, and its words may hold data. So are
    // those that the engine throws: no memory, no stack.
    const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 3).join(' ') : ''
    tell({ told: 'failed', task: ask.task, message: error instanceof RangeError && !OWN_TO_ENGINE.test(error.message) ? error.message : null, at: stack })
  }
})
