// The database goes away under the service: a 503 that says when to try again, no wrong answer, and it recovers by itself.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemDocument } from '../../server/contract/problem.ts'
import type { Catalogue, Run } from '../../server/contract/results.ts'
import { testEngine } from '../support/database.ts'
import { fileText, offences } from '../support/policeUk.ts'
import { openRoad, tablesDigest, type Answer, type Road } from '../support/road.ts'

/** Of each test. The embedded database is given up for lost after its sixth death within a minute. */
const ROUNDS = 2

let road: Road
let run: Run
let catalogue: Catalogue
beforeAll(async () => {
  road = await openRoad()
  await road.take(fileText(offences(200, { month: '2018-01' })))
  run = (await road.run({})).json
  catalogue = (await road.get<Catalogue>('/api/catalogue')).json
})
afterAll(() => road.close())

/** Takes the database away from the service, at once and without a word. */
async function takeAway(): Promise<void> {
  if (testEngine === 'embedded') {
    process.kill(road.db.supervisor!.pid()!, 'SIGKILL')
    return
  }
  const admin = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'violence-hotspots' and pid <> pg_backend_pid()`)
  await admin.end()
}

function expectDown({ status, headers, json }: Answer<unknown>): void {
  expect(status).toBe(503)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect((json as ProblemDocument).type).toBe('/problems/database-down')
}

test('each question is answered rightly or with 503, and soon rightly again', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const asked: Promise<Answer<unknown>>[] = []
    for (let i = 0; i < 30; i++) {
      if (i === 10) await takeAway()
      asked.push(road.get('/api/catalogue'))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const answers = await Promise.all(asked)
    for (const { json } of answers.filter(({ status }) => status === 200)) expect(json).toEqual(catalogue)
    answers.filter(({ status }) => status !== 200).forEach(expectDown)
    await expect.poll(async () => (await road.get('/api/catalogue')).status, { timeout: 20_000 }).toBe(200)
    expect((await road.get('/health/ready')).status).toBe(200)
    expect((await road.get('/health/live')).status).toBe(200)
    expect((await road.run({})).json).toEqual(run)
  }
})

test('a file on its way is taken in whole or not at all, and sending it again settles it', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const before = await tablesDigest(road)
    const text = fileText(offences(6000, { month: `2018-0${round + 2}` }))
    const sent = road.upload(text)
    await new Promise((resolve) => setTimeout(resolve, 100 + 150 * round))
    await takeAway()
    const answer = await sent
    await expect.poll(async () => (await road.get('/health/ready')).status, { timeout: 20_000 }).toBe(200)
    const refused = answer.status !== 201
    if (refused) expectDown(answer)
    const unchanged = JSON.stringify(await tablesDigest(road)) === JSON.stringify(before)
    expect(unchanged).toBe(refused)
    if (refused) await road.take(text)
    expect((await road.upload(text)).json).toMatchObject({ status: 'already-received', rows: { read: 6000, accepted: 6000 } })
    expect(await road.spooled()).toEqual([])
  }
})
