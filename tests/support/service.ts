import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { createServices } from '../../server/services.ts'
import type { Services } from '../../server/services.ts'
import { quiet, testDataDir, testDatabase, testEngine } from './database.ts'

export type TestService = { services: Services; url: string; close(): Promise<void> }

/** The whole service but for its pages, on the engine under test and an ephemeral loopback port, with an empty database. */
export const testService = async (): Promise<TestService> => {
  const undo: (() => Promise<unknown>)[] = []
  const env: NodeJS.ProcessEnv = { DEMO: 'off' }
  if (testEngine === 'postgresql') {
    const db = await testDatabase()
    undo.push(() => db.close())
    const dataDir = await mkdtemp(join(tmpdir(), 'test-service-'))
    undo.push(() => rm(dataDir, { recursive: true, force: true }))
    Object.assign(env, { DATABASE_URL: process.env['TEST_DATABASE_URL'], DATABASE_SCHEMA: db.schema, DATA_DIR: dataDir })
  } else {
    const { dataDir, remove } = await testDataDir()
    undo.push(remove)
    Object.assign(env, { DATA_DIR: dataDir })
  }
  const services = await createServices(readConfig(env), { log: quiet })
  undo.push(() => services.close())
  const server = createServer(createApp(services, '0.0.0-test'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  undo.push(async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  })
  return {
    services,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const step of undo.toReversed()) await step()
    },
  }
}
