import { SaxesParser } from 'saxes'
import { MAX_XML_DEPTH } from '../../limits.ts'
import { Refusal } from '../refusal.ts'

export type XmlHandlers = {
  /** names without their prefix; `line` where the tag stands */
  open: (name: string, attributes: Record<string, string>, line: number) => void
  /** with the text that stands in the element itself */
  close: (name: string, text: string) => void
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

/** What the reader says names what stands in the file, so it is told in our words. */
const told = (error: unknown, where: string, line: number): Error => {
  if (error instanceof Refusal) return error
  if (error instanceof Error && /entity/.test(error.message)) return new Refusal('xml-entities', `${where} has an entity that XML itself does not know`, line)
  return new Refusal('broken-xml', `${where} is not well-formed XML, or was cut off`, line)
}

/**
 * Reads XML strictly, and only what a file of records needs: UTF-8, no document type, no entities but XML's own five, no nesting
 * beyond what records have. Yields after each piece, so that what the handlers gathered can go on its way.
 */
export async function* readXml(source: AsyncIterable<Buffer> | Iterable<Buffer>, where: string, { open, close }: XmlHandlers): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = new SaxesParser({ position: true })
  const texts: string[] = []
  parser.on('doctype', () => {
    throw new Refusal('xml-entities', `${where} has a document type (DOCTYPE); take it out`, parser.line)
  })
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && !/^(utf-?8|us-ascii)$/i.test(encoding)) throw new Refusal('not-utf-8', `${where} says it is not UTF-8; save it as UTF-8`, 1)
  })
  parser.on('opentag', ({ name, attributes }) => {
    texts.push('')
    if (texts.length > MAX_XML_DEPTH) throw new Refusal('xml-too-deep', `${where} has elements more than ${MAX_XML_DEPTH} deep`, parser.line)
    open(bare(name), attributes as Record<string, string>, parser.line)
  })
  const add = (text: string): void => {
    if (texts.length > 0) texts[texts.length - 1] += text
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', ({ name }) => close(bare(name), texts.pop() ?? ''))
  const feed = (bytes: Buffer | null): void => {
    let text: string
    try {
      text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new Refusal('not-utf-8', `${where} is not UTF-8; save it as UTF-8`, parser.line)
    }
    try {
      parser.write(text)
      if (!bytes) parser.close()
    } catch (error) {
      throw told(error, where, parser.line)
    }
  }
  for await (const bytes of source) {
    feed(bytes)
    yield
  }
  feed(null)
  yield
}
