// A small invented county as three services tell of it, taken in through the in-gate.
import { readGround } from '../../scripts/demo/ground.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import type { Road } from './road.ts'

/** Two years, about 4,000 true incidents. */
export async function countyOfThree(road: Road): Promise<void> {
  const options = { seed: 5, from: '2023-01', months: 24, incidents: 4000, files: 'year', sources: ['istv', 'ambulance-cad', 'police-extract'] } as const
  for (const { path, profile, text } of demoFiles(options, readGround())) {
    if (path.endsWith('.xml')) continue
    const { status, text: said } = await road.upload(text, `profile=${profile}&file=${path.replaceAll('/', '-')}`)
    if (status !== 201 && status !== 200) throw new Error(`${path} not taken in: ${said}`)
  }
}
