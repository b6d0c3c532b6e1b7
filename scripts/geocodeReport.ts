import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { outliveBrokenPipe } from './brokenPipe.ts'
import { readCorpus } from './geocode/corpus.ts'
import { createDemoGround } from './geocode/demoGround.ts'
import { measure } from './geocode/measure.ts'
import { reportText } from './geocode/text.ts'

const USAGE = `npm run geocode-report -- DIR [--json]
Geocodes every text of a folder that \`npm run demo-county\` wrote and holds it against the truth: precision by level, placement,
calibration of the stated probabilities, speed. --json prints the same as data.
`

async function main(): Promise<number> {
  let dir: string | undefined
  let json = false
  try {
    const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } }, allowPositionals: true })
    if (values.help) {
      process.stdout.write(USAGE)
      return 0
    }
    if (positionals.length !== 1) throw new Error('name one folder')
    dir = positionals[0]!
    json = values.json ?? false
    if (!existsSync(join(dir, 'truth', 'rows.csv'))) throw new Error(`${dir} holds no truth/rows.csv: is it a folder of npm run demo-county?`)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`)
    return 2
  }
  const ground = createDemoGround()
  const { judged: _, ...measured } = measure(ground.geocoder, await readCorpus(dir, ground))
  process.stdout.write(json ? `${JSON.stringify({ dir, ...measured }, null, 2)}\n` : reportText(dir, measured))
  return 0
}

outliveBrokenPipe()
process.exitCode = await main()
