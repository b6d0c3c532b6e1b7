import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import { Problem } from '../domain/problem.ts'

/** As sent; what is packed is unpacked later, under its own limits. */
const MAX_BYTES = 512 * 1024 ** 2

/** What a body that ends too early looks like; a full disk is not among them. */
const CUT_OFF = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ABORT_ERR'])

export type Spooled = { sha256: string; bytes: number; open: () => Readable; remove: () => Promise<void> }

/**
 * A body on disk, encrypted: it may hold names and numbers of patients, and nothing of that gets to disk in the clear. The key lives in
 * this process alone and for this one file, so what a killed process leaves behind is noise.
 */
export const spool = async (req: Request, dir: string): Promise<Spooled> => {
  const own = await mkdtemp(join(dir, 'upload-'))
  const path = join(own, 'body')
  const remove = () => rm(own, { recursive: true, force: true })
  const key = randomBytes(32)
  const start = randomBytes(16)
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      if (bytes > MAX_BYTES) done(new Problem(413, 'file-too-large', 'This file was not taken in', 'The body is larger than 512 MB. Nothing was changed.'))
      else done(null, chunk)
    },
  })
  try {
    await pipeline(req, measure, createCipheriv('aes-256-ctr', key, start), createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await remove()
    if (error instanceof Problem) throw error
    if (CUT_OFF.has((error as NodeJS.ErrnoException).code ?? '')) throw new Problem(400, 'body-cut-off', 'The file did not arrive', 'The connection ended before the whole file had arrived. Nothing was changed.')
    throw error
  }
  const open = (): Readable => {
    const stored = createReadStream(path, { highWaterMark: 1 << 18 })
    const clear = createDecipheriv('aes-256-ctr', key, start)
    stored.on('error', (error) => clear.destroy(error))
    clear.on('close', () => stored.destroy())
    return stored.pipe(clear)
  }
  return { sha256: hash.digest('hex'), bytes, open, remove }
}

/** Only the last part of a path, without control characters: it is shown to people, never opened. */
export const cleanName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200) || 'upload'
