import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { incomingFromPath } from '../../server/ingest/incoming.ts'
import type { Services } from '../../server/services.ts'
import { countyFiles } from './ground.ts'

/** Files to take in. */
export type Input = { name: string; paths: string[] }

/** Writes the demo county to files for as long as `work` takes. */
export async function withDemoFiles<T>(work: (input: Input) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-files-'))
  try {
    const paths: string[] = []
    for (const { path, text } of countyFiles()) {
      paths.push(join(dir, basename(path)))
      await writeFile(paths.at(-1) ?? '', text)
    }
    return await work({ name: 'demo county', paths })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** The half year of real files, when REAL_DATA_DIR has it anywhere below. */
export function realFiles(): Input | undefined {
  const dir = process.env['REAL_DATA_DIR']
  if (!dir) return undefined
  if (!existsSync(dir)) throw new Error(`REAL_DATA_DIR: there is no ${dir}`)
  const paths = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^2018-0[1-6]-.*-street\.csv(\.gz)?$/.test(basename(path)))
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .map((path) => join(dir, path))
  if (paths.length !== 6) throw new Error(`REAL_DATA_DIR: ${paths.length} street files of 2018-01 to 2018-06 found, not 6`)
  return { name: 'real files', paths }
}

/** Takes every file in and gives the number of rows; throws unless every row is accepted, quarantined or a duplicate. */
export async function takeIn({ ingest }: Services, { paths }: Input): Promise<number> {
  let read = 0
  for (const path of paths) {
    const { rows, status } = await ingest.ingestFile({ ...(await incomingFromPath(path, basename(path))), profile: 'police-uk' })
    if (status !== 'accepted' || rows.read !== rows.accepted + rows.quarantined + rows.duplicate) throw new Error(`${basename(path)}: ${status}, rows do not add up`)
    read += rows.read
  }
  return read
}
