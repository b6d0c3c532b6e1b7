// The files an operator names, opened: plain, gzip, or ZIP with several files inside, told by their first bytes and not by their name.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { openPromise, type Entry } from 'yauzl'
import { LoadError } from './loadError.ts'

/** One file to read, as often as need be. */
export type Source = { name: string; text: () => AsyncIterable<string> }
export type SourceFile = { file: string; sha256: string; bytes: number }

/** More than any file of a county or of Great Britain unpacks to: a bomb. */
const MOST_BYTES = 20 * 1024 ** 3

/** In ZIP files only entries that end so are read; what lies beside them are licences and documents. */
export async function openSources(paths: string[], endings: string[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const path of paths) {
    const name = basename(path)
    const start = await firstBytes(path)
    if (start.startsWith('504b0304')) {
      const entries = (await zipEntries(path)).filter(({ fileName }) => endings.some((ending) => fileName.toLowerCase().endsWith(ending)))
      if (entries.length === 0) throw new LoadError(`${name}: holds no ${endings.join(' or ')} file`)
      for (const entry of entries) sources.push({ name: `${name}/${entry.fileName}`, text: () => textOf(`${name}/${entry.fileName}`, () => zipStream(path, entry.fileName)) })
    } else if (start.startsWith('1f8b')) sources.push({ name, text: () => textOf(name, () => gunzip(path)) })
    else sources.push({ name, text: () => textOf(name, () => createReadStream(path)) })
  }
  return sources
}

async function firstBytes(path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
      return buffer.subarray(0, bytesRead).toString('hex')
    } finally {
      await file.close()
    }
  } catch (error) {
    throw new LoadError(`${path} cannot be read: ${(error as Error).message}`)
  }
}

async function zipEntries(path: string): Promise<Entry[]> {
  try {
    const zip = await openPromise(path, { lazyEntries: true })
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return entries.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  } catch (error) {
    throw new LoadError(`${basename(path)}: not a sound ZIP file: ${(error as Error).message}`)
  }
}

async function* zipStream(path: string, fileName: string): AsyncGenerator<Buffer> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== fileName) continue
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
      return
    }
  } finally {
    zip.close()
  }
}

/** A broken file must end the reading, not hang it: an error of the file is handed on to the stream that is read. */
function gunzip(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path)
  const plain = createGunzip()
  file.on('error', (error) => plain.destroy(error))
  return file.pipe(plain)
}

/** UTF-8 or nothing: a name with a wrong letter would never be found. */
async function* textOf(name: string, bytes: () => AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let seen = 0
  try {
    for await (const chunk of bytes()) {
      seen += chunk.length
      if (seen > MOST_BYTES) throw new Error(`unpacks to more than ${MOST_BYTES / 1024 ** 3} GB`)
      const text = decoder.decode(chunk, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (error instanceof LoadError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new LoadError(code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? `${name}: not UTF-8 text (about byte ${seen})` : `${name}: ${message}`)
  }
}

/** What a file is, for the manifest. */
export async function describeFile(path: string): Promise<SourceFile> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch (error) {
    throw new LoadError(`${path} cannot be read: ${(error as Error).message}`)
  }
  return { file: basename(path), sha256: hash.digest('hex'), bytes }
}
