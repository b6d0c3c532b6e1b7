import { outliveBrokenPipe } from './brokenPipe.ts'
import { fillPeriod, readOptions, USAGE, type AnalyseOptions } from './analyse/options.ts'
import { runText } from './analyse/text.ts'
import { readConfig } from '../server/config.ts'
import { Problem } from '../server/domain/problem.ts'
import { createLog } from '../server/logger.ts'
import { createServices } from '../server/services.ts'

async function analyse({ query, period, json }: AnalyseOptions): Promise<void> {
  const config = readConfig(process.env)
  const services = await createServices(config, { log: createLog(config.logLevel) })
  try {
    const { sources } = await services.release.catalogue()
    const { id, made } = await services.runs.findOrMake({ ...query, ...fillPeriod(period, sources) })
    process.stdout.write(json ? `${(await services.release.runText(id)).text}\n` : runText(await services.release.run(id), made))
  } finally {
    await services.close()
  }
}

async function main(): Promise<number> {
  let options
  try {
    options = readOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(USAGE)
    return 0
  }
  try {
    await analyse(options)
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? 'refused: ' : ''}${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

outliveBrokenPipe()
process.exitCode = await main()
