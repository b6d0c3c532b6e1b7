// The process that unpacks, as a process: it may be killed, hang or be left behind, and nothing worse comes of it than a Problem.
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { MAX_UNPACKERS } from '../../../server/ingest/parse/limits.ts'
import { closeSpares, readRows, warmUp } from '../../../server/ingest/parse/readRows.ts'
import { rowsOf } from './reading.ts'

afterEach(closeSpares)

const packed = gzipSync(`a,b\n${Array.from({ length: 50_000 }, (_, i) => `${(i * 7919) % 100_003},${i}`).join('\n')}\n`)

/** Processes of ours that unpack. */
const unpackers = (parent = process.pid): number[] => {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString().split('\n')
  return lines.map((line) => line.trim().split(/\s+/)).filter(([, ppid, ...args]) => Number(ppid) === parent && args.some((arg) => arg.endsWith('unpack/child.ts'))).map(([pid]) => Number(pid))
}
const readFrom = async (pieces: () => AsyncGenerator<Buffer>): Promise<number> => {
  let rows = 0
  for await (const batch of readRows(() => Readable.from(pieces()), { file: 'a file' })) rows += batch.length
  return rows
}

test('killed half-way: the file is refused, and the next one is read', async () => {
  const reading = readFrom(async function* () {
    yield packed.subarray(0, 1000)
    while (unpackers().length === 0) await sleep(20)
    for (const pid of unpackers()) process.kill(pid, 'SIGKILL')
    yield packed.subarray(1000)
  })
  await expect(reading).rejects.toMatchObject({ document: { type: '/problems/parser-stopped', status: 422 } })
  expect(await rowsOf(packed)).toHaveLength(50_001)
})

test('without headway for eight seconds it is ended', { timeout: 30_000 }, async () => {
  const began = performance.now()
  const reading = readFrom(async function* () {
    yield packed.subarray(0, 1000)
    await sleep(20_000, undefined, { ref: false })
  })
  await expect(reading).rejects.toMatchObject({ document: { type: '/problems/parser-stopped' } })
  expect(performance.now() - began).toBeGreaterThan(7_500)
  await expect.poll(() => unpackers()).toEqual([])
})

test('time that the caller takes over a batch does not count', { timeout: 30_000 }, async () => {
  let rows = 0
  for await (const batch of readRows(() => Readable.from([packed]), { file: 'a file' })) {
    if (rows === 1) await sleep(9_000)
    rows += batch.length
  }
  expect(rows).toBe(50_001)
})

test('a caller that has seen enough leaves no process behind', async () => {
  for await (const _ of readRows(() => Readable.from([packed]), { file: 'a file' })) break
  await expect.poll(() => unpackers()).toEqual([])
})

test('twelve files at once take turns, and each is read', { timeout: 60_000 }, async () => {
  warmUp()
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, unpackers().length)), 100)
  const counts = await Promise.all(Array.from({ length: 12 }, () => rowsOf(packed)))
  expect(counts.map((rows) => rows.length)).toEqual(Array(12).fill(50_001))
  clearInterval(timer)
  expect(most).toBeLessThanOrEqual(MAX_UNPACKERS + 1) // and the spare
})

test('a spare keeps no command from ending, and ends with it', async () => {
  const reader = fileURLToPath(new URL('../../../server/ingest/parse/readRows.ts', import.meta.url))
  const command = `import(${JSON.stringify(reader)}).then(async ({ warmUp }) => { warmUp(); await new Promise((resolve) => setTimeout(resolve, 1500)); console.log(process.pid) })`
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', command])
  await expect.poll(() => unpackers(Number(stdout)), { timeout: 5000 }).toEqual([])
  await expect.poll(() => unpackers(1), { timeout: 5000 }).toEqual([])
})

test('it is given nothing of the environment but the path', { skip: process.platform !== 'linux' }, async () => {
  process.env['A_SECRET'] = 'canary'
  warmUp()
  await expect.poll(() => unpackers().length).toBe(1)
  const environment = readFileSync(`/proc/${unpackers()[0]}/environ`, 'utf8').split('\0').filter(Boolean)
  delete process.env['A_SECRET']
  expect(environment.map((entry) => entry.split('=')[0])).toEqual(['PATH'])
})
