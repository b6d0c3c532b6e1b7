import { once } from 'node:events'
import { fileProblem } from '../../../domain/problem.ts'
import { CHILD_PATIENCE, CHILD_START, MAX_XLSX, MAX_XML } from '../limits.ts'
import type { Message, SheetChoice, Task } from './messages.ts'
import { takeUnpacker, type Unpacker } from './spares.ts'

export type { SheetChoice, Task } from './messages.ts'

type Options = { file: string; bytes?: number | undefined; onSheets?: ((choice: SheetChoice) => void) | undefined }

const TICK = 250

/**
 * Ends a process that neither takes nor gives a byte for so long while we want one. Time that the caller takes over a batch is not
 * counted, nor is time in which this process was held up itself.
 */
const createPatience = (ready: () => boolean, giveUp: () => void) => {
  let waited = 0
  let wanting = false
  let started = false
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    if (wanting) waited += Math.min(now - last, 2 * TICK)
    last = now
    if (!started && ready()) {
      started = true
      waited = 0
    }
    if (waited > (started ? CHILD_PATIENCE : CHILD_START)) giveUp()
  }, TICK)
  return {
    moved: (): void => void (waited = 0),
    want: (on: boolean): void => void (wanting = on),
    stop: (): void => clearInterval(timer),
  }
}

const feed = async (unpacker: Unpacker, task: Task, source: AsyncIterable<Buffer>, moved: () => void): Promise<void> => {
  const { stdin, ended } = unpacker
  stdin.write(`${JSON.stringify(task)}\n`)
  for await (const piece of source) {
    if (!unpacker.alive()) return
    if (!stdin.write(piece)) await Promise.race([once(stdin, 'drain').catch(() => {}), ended])
    moved()
  }
  stdin.end()
}

const stopped = (impatient: boolean, file: string): Error =>
  impatient
    ? fileProblem('parser-stopped', `reading it made no headway for ${CHILD_PATIENCE / 1000} s and was stopped`, { file })
    : fileProblem('parser-stopped', 'the process that reads it ended: it needs more memory than one file may, or is damaged in a way we do not know', { file })

const judge = (messages: Message[], impatient: boolean, file: string): void => {
  const refused = messages.find((message) => message.kind === 'refused')
  if (refused) throw fileProblem(refused.problem, refused.what, { file, ...(refused.line && { line: refused.line }) })
  if (!messages.some(({ kind }) => kind === 'done')) throw stopped(impatient, file)
}

/** The text of a packed or marked-up file, made by a process of its own; whatever happens to that process is a Problem here. */
export async function* unpack(task: Task, source: AsyncIterable<Buffer>, { file, bytes = 0, onSheets }: Options): AsyncGenerator<Buffer> {
  const limit = task.type === 'xlsx' ? MAX_XLSX : task.type === 'xml' ? MAX_XML : Infinity
  if (bytes > limit) throw fileProblem('file-too-large', `the file is larger than ${limit / 1024 ** 2} MB; save it as CSV`, { file })
  const { unpacker, release } = await takeUnpacker()
  let impatient = false
  const patience = createPatience(unpacker.ready, () => {
    impatient = true
    unpacker.kill()
  })
  let sourceFailed: { error: unknown } | null = null
  feed(unpacker, task, source, patience.moved).catch((error: unknown) => {
    sourceFailed = { error }
    unpacker.kill()
  })
  try {
    const out = unpacker.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>
    for (;;) {
      patience.want(true)
      const next = await out.next().catch(() => ({ done: true, value: undefined }) as const)
      patience.want(false)
      patience.moved()
      if (next.done) break
      yield next.value
    }
    patience.want(true)
    await unpacker.ended
    if (sourceFailed) throw (sourceFailed as { error: unknown }).error
    const messages = unpacker.messages()
    judge(messages, impatient, file)
    const choice = messages.find((message) => message.kind === 'sheets')
    if (choice) onSheets?.({ visible: choice.visible, withRows: choice.withRows, taken: choice.taken })
  } finally {
    patience.stop()
    release()
  }
}
