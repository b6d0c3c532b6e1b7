// kill -9 in the middle of taking files in, at twenty moments: what was acknowledged is there whole, of the rest there is nothing, and
// the next start needs nobody's help.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../server/demo/random.ts'
import { testDatabase, testDataDir, testEngine } from '../support/database.ts'
import type { Standing } from '../support/ingester.ts'
import { cad } from '../support/feeds.ts'
import { fileText, offences } from '../support/policeUk.ts'

const KILLS = Number(process.env['KILLS'] ?? 20)
const FILES = 12
const ROWS = 200
const ingester = fileURLToPath(new URL('../support/ingester.ts', import.meta.url))
const random = createRandom(7)

let dataDir: string
let env: NodeJS.ProcessEnv = {}
let cleanUp: () => Promise<void>

beforeAll(async () => {
  if (testEngine === 'embedded') {
    ;({ dataDir, remove: cleanUp } = await testDataDir())
    return
  }
  dataDir = tmpdir() // nothing is kept there
  const { schema, close } = await testDatabase()
  cleanUp = close
  env = { DATABASE_URL: process.env['TEST_DATABASE_URL'], DATABASE_SCHEMA: schema }
})
afterAll(() => cleanUp())

/** Takes the folder in, in a process of its own, killed some ms after it has acknowledged some files (null: not at all). */
async function takeIn(folder: string, killed: { files: number; ms: number } | null) {
  const { DATABASE_URL: _, ...rest } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', ingester, dataDir, folder], { env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (said.push(line) - 1 === killed?.files) void sleep(killed.ms).then(() => child.kill('SIGKILL'))
  })
  const [code] = (await once(child, 'close')) as [number | null]
  const [standing, ...acknowledged] = said
  expect(standing, 'the next start is ready without repair').toBeDefined()
  return { standing: JSON.parse(standing!) as Standing, acknowledged, code }
}

test(`kill -9 at ${KILLS} moments`, { timeout: Math.max(600_000, KILLS * 15_000) }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'test-kill-'))
  const acknowledged: string[] = []
  let midway = 0
  try {
    for (let kill = 0; kill <= KILLS; kill++) {
      for (const name of await readdir(folder)) await rm(join(folder, name))
      // New files each time, so that there is always something to write; at the end one file, and nobody disturbs it.
      for (let i = 0; i < (kill < KILLS ? FILES : 1); i++) {
        const month = `${1922 + (kill % 100)}-${String(i + 1).padStart(2, '0')}`
        // Every other file is an ambulance extract: exact times, exact places, a case of its own to each row.
        if (i % 2 === 1) await writeFile(join(folder, `${month}~ambulance-cad.csv`), cad(Array.from({ length: ROWS }, (_, n) => ({ incident_no: `${month}/${n}`, call_connect_ts: `${month}-05 21:${10 + (n % 50)}:00` }))))
        else await writeFile(join(folder, `${month}.csv`), fileText(offences(ROWS, { month })))
      }
      const round = await takeIn(folder, kill < KILLS ? { files: Math.floor(random.next() * 5), ms: Math.floor(random.next() ** 2 * 400) } : null)
      const { files, stray } = round.standing
      expect(stray).toBe(0)
      expect(Object.values(files).flat().every((n) => n === ROWS), 'every file that is there is whole').toBe(true)
      expect(Object.keys(files)).toEqual(expect.arrayContaining(acknowledged))
      // Committed and not yet said: at most one file at each kill.
      expect(Object.keys(files).length - acknowledged.length).toBeLessThanOrEqual(kill)
      acknowledged.push(...round.acknowledged)
      if (round.code === null && round.acknowledged.length < FILES) midway++
    }
    expect(acknowledged.at(-1), 'left alone, the last one goes in').toBe(`${1922 + (KILLS % 100)}-01.csv`)
    expect(midway, 'the kills came while files were being written').toBeGreaterThan(KILLS / 2)
    expect(acknowledged.length, 'and some files had been taken in before').toBeGreaterThan(KILLS / 2)
  } finally {
    await rm(folder, { recursive: true })
  }
})
