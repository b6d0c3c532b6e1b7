import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { MAX_ENTRIES, MAX_ENTRY, MAX_ZIP_RATIO, MIN_FOR_RATIO } from '../../limits.ts'
import { Refusal } from '../refusal.ts'

export type Zip = { names: string[]; read: (name: string) => AsyncGenerator<Buffer> | null }

const damaged = (what = 'the file is damaged or cut off'): Refusal => new Refusal('broken-zip', what)

/** The directory is judged as a whole before a byte is unpacked. */
const judge = (entries: yauzl.Entry[]): void => {
  const seen = new Set<string>()
  let free = 0
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    const { fileName, uncompressedSize, compressedSize, relativeOffsetOfLocalHeader: offset } = entry
    if (entry.isEncrypted()) throw new Refusal('encrypted-workbook', 'the file has a password; save it without one')
    if (uncompressedSize > MAX_ENTRY) throw new Refusal('xlsx-bomb', `a part of the file unpacks to more than ${MAX_ENTRY / 1024 ** 2} MB`)
    if (uncompressedSize > MIN_FOR_RATIO && uncompressedSize > compressedSize * MAX_ZIP_RATIO)
      throw new Refusal('xlsx-bomb', `a part of the file unpacks to more than ${MAX_ZIP_RATIO} times its size`)
    if (offset < free) throw new Refusal('xlsx-bomb', 'parts of the file lie over one another')
    free = offset + 30 + entry.fileNameLength + compressedSize
    if (seen.has(fileName)) throw damaged('the file has two parts of one name')
    seen.add(fileName)
  }
}

/** yauzl checks the length of a part, we its sum. */
async function* verified(entry: yauzl.Entry, zip: yauzl.ZipFile): AsyncGenerator<Buffer> {
  let sum = 0
  let bytes = 0
  try {
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      sum = crc32(piece, sum)
      bytes += piece.length
      if (bytes > MAX_ENTRY) throw new Refusal('xlsx-bomb', `a part of the file unpacks to more than ${MAX_ENTRY / 1024 ** 2} MB`)
      yield piece
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw damaged()
  }
  if (sum !== entry.crc32) throw damaged()
}

export const openZip = async (bytes: Buffer): Promise<Zip> => {
  const entries: yauzl.Entry[] = []
  let zip: yauzl.ZipFile
  try {
    zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true })
    if (zip.entryCount > MAX_ENTRIES) throw new Refusal('xlsx-bomb', `the file has more than ${MAX_ENTRIES} parts`)
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof Error && /encrypt/.test(error.message)) throw new Refusal('encrypted-workbook', 'the file has a password; save it without one')
    throw damaged('the ZIP file is damaged, cut off, or not what Excel writes')
  }
  judge(entries)
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]))
  return {
    names: [...byName.keys()],
    read: (name) => {
      const entry = byName.get(name)
      return entry ? verified(entry, zip) : null
    },
  }
}
