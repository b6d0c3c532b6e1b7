// One file of each hostile family through the process that unpacks: refused, for the reason that the family names, and in time.
import { execFileSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../../server/domain/problem.ts'
import { closeSpares, warmUp } from '../../../server/ingest/parse/readRows.ts'
import { FAMILIES, hostileFiles, takeInByReader } from '../../support/hostileFiles.ts'

beforeAll(warmUp)
afterAll(closeSpares)

describe('refused', () => {
  test.each(hostileFiles(FAMILIES.length, 1).map((file) => [file.name, file] as const))('%s', { timeout: 60_000 }, async (_name, { name, kinds, bytes }) => {
    const content = bytes()
    const began = performance.now()
    const error: unknown = await takeInByReader(name, content).then((rows) => `taken in: ${rows} rows`, (caught: unknown) => caught)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(error).toBeInstanceOf(Problem)
    expect(kinds).toContain((error as Problem).document.type.replace('/problems/', ''))
    expect((error as Problem).message).toMatch(/^[^\n]*Nothing was changed\.$/)
  })
})

test('the same seed makes the same files, another makes others', () => {
  const some = (seed: number) => hostileFiles(40, seed).slice(0, 8).map(({ bytes }) => bytes().toString('base64').slice(0, 2000))
  expect(some(1)).toEqual(some(1))
  expect(some(1)).not.toEqual(some(2))
})

test('no process is left behind', async () => {
  await closeSpares()
  const left = () => execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)]).toString().split('\n').filter((line) => line.includes('unpack/child.ts'))
  await expect.poll(left, { timeout: 5000 }).toEqual([])
})
