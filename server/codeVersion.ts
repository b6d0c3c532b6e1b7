import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What decides the bytes of an answer, which readers keep for ever under the run's id: a change to any of these gives new ids. */
const DECISIVE = ['server/analysis', 'server/statistics', 'server/domain', 'server/publish', 'server/contract']

/** The version of the package and a digest of the code and the study area that runs are computed with. */
export const codeVersionOf = (root: string, studyAreaVersion: string): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const hash = createHash('sha256').update(studyAreaVersion)
  for (const folder of DECISIVE) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    for (const file of files.toSorted()) hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)))
  }
  // Names of places stand in the answers.
  hash.update(readFileSync(join(root, 'geo-data/manifest.json')))
  return `${version}+${hash.digest('hex').slice(0, 12)}`
}
