import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp } from './app.ts'
import { buildClientIfStale } from './clientBuild.ts'
import { readConfig } from './config.ts'
import { ingestDemoWhenEmpty } from './demoStart.ts'
import { isLoopback } from './http/middleware/loopback.ts'
import { createLog } from './logger.ts'
import { createServices, ROOT } from './services.ts'
import type { Services } from './services.ts'

const DRAIN_MS = 25_000
const started = Date.now()
const tell = (text: string): void => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`)

const warm = async (services: Services): Promise<void> => {
  services.analyses.warm()
  if ((await services.ingest.reports()).length === 0) {
    tell('no data yet: take a file in with npm run ingest -- --profile police-uk FILE')
    return
  }
  const { id, made } = await services.runs.findOrMake({})
  const run = await services.release.run(id)
  tell(`${made ? 'computed' : 'found'} run ${id}: ${run.incidents.toLocaleString('en-GB')} incidents, ${run.hotspots.length} hotspots`)
}

/** A taken port is told at once, not after the minutes of a first start. */
const portFree = async (port: number, host: string): Promise<void> => {
  const probe = createServer()
  probe.listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

const listen = async (server: Server, port: number, host: string): Promise<string> => {
  server.listen(port, host)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  return `http://${isLoopback(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${bound}`
}

/** Finishes what has begun, then stops; a second signal stops at once. */
const stopOnSignals = (services: Services, server: Server): void => {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(130)
    stopping = true
    tell('stopping')
    services.health.drain()
    setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref()
    server.close()
    server.closeIdleConnections()
    await once(server, 'close')
    await services.close()
    tell('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}

/** Several addresses of one name, all refused: the sum of it has no words of its own. */
const inOneLine = (error: unknown): string => {
  if (error instanceof AggregateError && !error.message) return inOneLine(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

const main = async (): Promise<void> => {
  const config = readConfig(process.env)
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  // Until it listens there is nothing to finish: a signal ends the start, and the database's process goes with its parent.
  const quit = (): never => process.exit(130)
  process.once('SIGINT', quit).once('SIGTERM', quit)
  await portFree(config.port, config.host)
  tell(`violence hotspots ${version}, ${config.databaseUrl ? 'PostgreSQL' : `embedded database in ${config.dataDir} (for evaluation)`}`)
  const [services] = await Promise.all([
    createServices(config, { log: createLog(config.logLevel), onProgress: tell }),
    buildClientIfStale(ROOT, tell),
  ])
  if (config.demo) await ingestDemoWhenEmpty(services, tell)
  await warm(services)
  const server = createServer(createApp(services, version))
  server.requestTimeout = 15 * 60_000 // a large file over a slow line
  const url = await listen(server, config.port, config.host)
  process.off('SIGINT', quit).off('SIGTERM', quit)
  stopOnSignals(services, server)
  if (!isLoopback(config.host)) tell('WARNING: not on loopback, and nobody signs in yet: anybody who reaches this port can read and add data')
  console.log(`ready ${url}`)
}

main().catch((error: unknown) => {
  console.error(`cannot start: ${inOneLine(error)}`)
  process.exit(1)
})
