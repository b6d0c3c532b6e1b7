// node --import tsx scripts/geocode/fitWeights.ts DIR… prints weights for server/geocode/weights.ts, fitted on folders of npm run demo-county.
import { readCorpus, type Labelled } from './corpus.ts'
import { createDemoGround } from './demoGround.ts'
import { fitWeights, type Example } from './fit.ts'
import { writeTexts } from './secondPen.ts'
import { WEIGHTS } from '../../server/geocode/weights.ts'

/** Hospitals write the texts that have no coordinates beside them: theirs count in full, of the others one in three. */
const isTaken = ({ feed }: Labelled, i: number): boolean => feed === 'istv' || feed === 'ecds' || i % 3 === 0

const ground = createDemoGround()
const examples: Example[] = []
for (const dir of process.argv.slice(2)) {
  for (const { text, hints, truth } of (await readCorpus(dir, ground)).filter(isTaken)) {
    // Only texts that come to be weighed teach the weights.
    const { outcome } = ground.geocoder.geocode(text, hints)
    if (outcome !== 'nothing-said' && outcome !== 'home' && outcome !== 'default') examples.push({ readings: ground.geocoder.read(text, hints).readings, truth })
  }
}
for (const { text, hints, truth } of writeTexts(ground.gazetteer, ground.hospitals.slice(0, 3), 11, 4_000)) examples.push({ readings: ground.geocoder.read(text, hints).readings, truth })
const weights = fitWeights(examples, WEIGHTS, (line) => process.stderr.write(`${line}\n`))
process.stdout.write(`${Object.entries(weights).map(([feature, weight]) => `  ${feature}: ${weight},`).join('\n')}\n`)
