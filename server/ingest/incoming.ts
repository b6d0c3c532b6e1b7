import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A file on its way in: it can be read more than once, and is named by the digest of its bytes. */
export type Incoming = { file: string; sha256: string; bytes: number; open: () => Readable }

/** A file that lies on this machine in the clear because its owner put it there. */
export const incomingFromPath = async (path: string, file: string): Promise<Incoming> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { file, sha256: hash.digest('hex'), bytes: (await stat(path)).size, open: () => createReadStream(path, { highWaterMark: 1 << 18 }) }
}
