import type { Readable } from 'node:stream'
import { Refusal } from './refusal.ts'
import type { Task } from './messages.ts'

export type Input = AsyncIterable<Buffer>

/** The task, which is the first line, and what follows it: the file. Null when there is none: a spare that was not needed. */
export const readTask = async (stdin: Readable): Promise<{ task: Task; input: Input } | null> => {
  const from = stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let head: Buffer = Buffer.alloc(0)
  for (;;) {
    const next = await from.next()
    if (next.done) return null
    head = Buffer.concat([head, next.value])
    const end = head.indexOf(10)
    if (end < 0) continue
    const task = JSON.parse(head.toString('utf8', 0, end)) as Task
    const rest = head.subarray(end + 1)
    return {
      task,
      input: (async function* () {
        if (rest.length > 0) yield rest
        for (let piece = await from.next(); !piece.done; piece = await from.next()) yield piece.value
      })(),
    }
  }
}

/** All of a file that must be read twice or from its end. */
export const readWhole = async (input: Input, limit: number): Promise<Buffer> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of input) {
    bytes += piece.length
    if (bytes > limit) throw new Refusal('file-too-large', `the file is larger than ${limit / 1024 ** 2} MB; save it as CSV`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces, bytes)
}
