import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CHILD_HEAP_MB, MAX_UNPACKERS } from '../limits.ts'
import type { Message } from './messages.ts'

const childPath = fileURLToPath(new URL('./child.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

type Handle = { ref?: () => void; unref?: () => void }

export type Unpacker = {
  stdin: Writable
  stdout: Readable
  /** resolves when the process has ended, however it did */
  ended: Promise<void>
  messages: () => Message[]
  ready: () => boolean
  alive: () => boolean
  kill: () => void
  /** whether a command may not end before this process has */
  hold: (on: boolean) => void
}

const readMessages = (said: string): Message[] =>
  said.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Message] : []
    } catch {
      return [] // cut off: it was killed in the middle of the line
    }
  })

/** One process for one file. It is given nothing of ours: no environment but the path, no folder, no console. */
const start = (): Unpacker => {
  const child: ChildProcess = spawn(process.execPath, [`--max-old-space-size=${CHILD_HEAP_MB}`, '--no-warnings', '--import', tsx, childPath], {
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
  })
  let said = ''
  const news = child.stdio[3] as Readable
  news.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(0, 10_000)))
  for (const stream of [child.stdin!, child.stdout!, news]) stream.on('error', () => {}) // it died: `ended` tells
  let alive = true
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      alive = false
      resolve()
    }
    child.once('close', end)
    child.once('error', end)
  })
  const handles = [child, child.stdin, child.stdout, news] as Handle[]
  return {
    stdin: child.stdin!,
    stdout: child.stdout!,
    ended,
    messages: () => readMessages(said),
    ready: () => said !== '',
    alive: () => alive && child.exitCode === null && child.signalCode === null,
    kill: () => void child.kill('SIGKILL'),
    hold: (on) => handles.forEach((handle) => (on ? handle.ref?.() : handle.unref?.())),
  }
}

let warm = false
let spare: Unpacker | null = null

const prepare = (): void => {
  if (!warm || spare?.alive()) return
  spare = start()
  spare.hold(false)
}

/** Keeps one process started ahead, half a second of work, from now on. It keeps no command from ending. */
export const warmUp = (): void => {
  warm = true
  prepare()
}

export const closeSpares = async (): Promise<void> => {
  warm = false
  const closing = spare
  spare = null
  if (!closing) return
  closing.hold(true)
  closing.kill()
  await closing.ended
}

let running = 0
const waiting: (() => void)[] = []

/** A process for one file, when there is room for it; `release` ends it, and starts the next spare only then, so that the two do not compete. */
export const takeUnpacker = async (): Promise<{ unpacker: Unpacker; release: () => void }> => {
  if (running >= MAX_UNPACKERS) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  const unpacker = spare?.alive() ? spare : start()
  if (unpacker === spare) spare = null
  unpacker.hold(true)
  return {
    unpacker,
    release: () => {
      unpacker.kill()
      const next = waiting.shift()
      if (next) next() // takes over our place
      else running--
      prepare()
    },
  }
}
