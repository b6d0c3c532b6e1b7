// The whole service in a folder of its own, on the embedded database, for torture to be sent through its in-gate.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { readConfig } from '../../server/config.ts'
import { createServices } from '../../server/services.ts'
import { piecesOf } from '../../tests/support/hostileFiles.ts'
import type { rowsFile } from './rows.ts'

export const openGate = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'torture-'))
  const services = await createServices(readConfig({ DATA_DIR: dataDir, DEMO: 'off' }), { log: { info() {}, warn() {}, error() {} } })
  const { ingest } = services
  return {
    rows: (file: ReturnType<typeof rowsFile>) => ingest.ingestFile({ ...file, profile: 'police-extract' }),
    takeIn: (file: string, bytes: Buffer) =>
      ingest.ingestFile({
        file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
        open: () => Readable.from(piecesOf(bytes)), profile: file.startsWith('XML') ? 'istv' : 'police-extract',
      }),
    /** How many files the service says it has taken in. */
    ingests: async (): Promise<number> => (await ingest.reports()).length,
    close: async (): Promise<void> => {
      await services.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
