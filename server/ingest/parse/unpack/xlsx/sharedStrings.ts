import { MAX_SHARED_STRINGS, MAX_SHARED_TEXT } from '../../limits.ts'
import { Refusal } from '../refusal.ts'
import { readXml } from '../xml/readXml.ts'
import type { Zip } from './zip.ts'

export type Strings = (index: number) => string | undefined

/** The strings of a workbook, kept as bytes end to end: as strings they would take several times the memory. */
export const readSharedStrings = async (zip: Zip, path: string | null): Promise<Strings> => {
  let bytes = Buffer.alloc(1 << 16)
  let used = 0
  const ends: number[] = []
  const keep = (text: string): void => {
    const size = Buffer.byteLength(text)
    if (ends.length >= MAX_SHARED_STRINGS || used + size > MAX_SHARED_TEXT) throw new Refusal('xlsx-bomb', 'the workbook has too much text')
    if (used + size > bytes.length) {
      const larger = Buffer.alloc(Math.max(2 * bytes.length, used + size))
      bytes.copy(larger, 0, 0, used)
      bytes = larger
    }
    used += bytes.write(text, used)
    ends.push(used)
  }
  const part = path === null ? null : zip.read(path)
  if (part) {
    let text = ''
    let phonetic = 0 // how a text is read aloud (Japanese) is not a part of it
    const reading = readXml(part, 'the workbook', {
      open: (name) => {
        if (name === 'si') text = ''
        else if (name === 'rPh') phonetic++
      },
      close: (name, said) => {
        if (name === 't' && phonetic === 0) text += said
        else if (name === 'rPh') phonetic--
        else if (name === 'si') keep(text)
      },
    })
    for await (const _ of reading) {
    // The handlers are told; nothing is left to do.
  }
  }
  return (index) => (!Number.isInteger(index) || index < 0 || index >= ends.length ? undefined : bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]))
}
