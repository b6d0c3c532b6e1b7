import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { GZIP_FREE, MAX_GZIP_RATIO, MAX_TEXT } from '../limits.ts'
import type { Input } from './input.ts'
import type { Out } from './out.ts'
import { Refusal } from './refusal.ts'

/** gzip → its text, or what else it holds: the service judges that. */
export const gunzip = async (input: Input, out: Out): Promise<void> => {
  let unpacked = 0
  const source = Readable.from(input, { objectMode: false })
  const stream = createGunzip({ chunkSize: 1 << 17 })
  source.on('error', (error) => stream.destroy(error))
  try {
    for await (const piece of source.pipe(stream) as AsyncIterable<Buffer>) {
      unpacked += piece.length
      // Of what has been read of the file so far, not of all of it: a bomb is told by its first megabytes.
      if (unpacked > stream.bytesWritten * MAX_GZIP_RATIO + GZIP_FREE) throw new Refusal('gzip-bomb', `the gzip file unpacks to more than ${MAX_GZIP_RATIO} times its size`)
      if (unpacked > MAX_TEXT) throw new Refusal('file-too-large', 'the file holds more than 1 GB of text')
      await out.write(piece)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'Z_BUF_ERROR') throw new Refusal('truncated-gzip', 'the gzip file ends too early: it was cut off on the way')
    if (code?.startsWith('Z_')) throw new Refusal('broken-gzip', 'the gzip file is damaged')
    throw error
  }
}
