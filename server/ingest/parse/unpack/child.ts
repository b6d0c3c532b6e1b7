// The process that unpacks one file: bytes on stdin, CSV text on stdout. Nothing it reads can do more than end it: it holds no
// secret, writes no file and opens no connection. It ends by itself when the service has gone, for its stdin ends then.
import { writeFileSync, writeSync } from 'node:fs'
import { CHILD_RSS } from '../limits.ts'
import { readTask, type Input } from './input.ts'
import { gunzip } from './gunzip.ts'
import type { Message, Task } from './messages.ts'
import { createOut, type Out } from './out.ts'
import { Refusal } from './refusal.ts'
import { workbookToCsv } from './xlsx/workbookToCsv.ts'
import { xmlToCsv } from './xml/xmlToCsv.ts'

const tell = (message: Message): void => void writeSync(3, `${JSON.stringify(message)}\n`)

const end = (message: Message): never => {
  tell(message)
  process.exit(0)
}

const BOMBS = { gzip: 'gzip-bomb', xlsx: 'xlsx-bomb', xml: 'xml-bomb' } as const

const convert = (task: Task, input: Input, out: Out): Promise<void> => {
  switch (task.type) {
    case 'gzip':
      return gunzip(input, out)
    case 'xlsx':
      return workbookToCsv(input, out, (choice) => tell({ kind: 'sheets', ...choice }))
    case 'xml':
      return xmlToCsv(input, out, task)
  }
}

try {
  // Should it run out of memory in spite of all, its memory must not be left on the disk: it holds the file's text (Linux).
  writeFileSync('/proc/self/coredump_filter', '0')
} catch {
  // another system, or no permission to say so
}

tell({ kind: 'ready' })
const given = await readTask(process.stdin)
if (given) {
  const { task, input } = given
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > CHILD_RSS) end({ kind: 'refused', problem: BOMBS[task.type], what: `reading it takes more than ${CHILD_RSS / 1024 ** 2} MB of memory` })
  }, 20)
  const out = createOut(process.stdout)
  try {
    await convert(task, input, out)
    await out.end()
    clearInterval(watch)
    end({ kind: 'done' })
  } catch (error) {
    if (error instanceof Refusal) end({ kind: 'refused', problem: error.kind, what: error.message, line: error.line })
    process.exit(1) // not a word: the message could hold what stands in the file
  }
}
