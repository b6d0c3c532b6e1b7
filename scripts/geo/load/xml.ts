import { SaxesParser } from 'saxes'
import { LoadError } from './loadError.ts'
import type { Source } from './sources.ts'

export type XmlEvent =
  | { is: 'open'; name: string; attributes: Record<string, string>; line: number }
  | { is: 'text'; text: string }
  | { is: 'close'; name: string }

/** No element of these publishers lies deeper. */
const DEEPEST = 32
/** Characters without a new element: one endless text. */
const LONGEST = 8_000_000

/** Elements as they come, bounded in memory. A document type is refused: nobody here needs entities, and whoever sends some means harm. */
export async function* xmlEvents(source: Source): AsyncGenerator<XmlEvent> {
  const parser = new SaxesParser()
  let events: XmlEvent[] = []
  let depth = 0
  const refuse = (what: string): never => {
    throw new LoadError(`${source.name} line ${parser.line}: ${what}`)
  }
  parser.on('doctype', () => refuse('a document type (DTD) is not allowed'))
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) refuse(`elements lie more than ${DEEPEST} deep`)
    events.push({ is: 'open', name, attributes, line: parser.line })
  })
  parser.on('text', (text) => events.push({ is: 'text', text }))
  parser.on('closetag', ({ name }) => {
    depth--
    events.push({ is: 'close', name })
  })
  let quiet = 0
  for await (const chunk of source.text()) {
    parser.write(chunk)
    quiet = events.length > 0 ? 0 : quiet + chunk.length
    if (quiet > LONGEST) refuse('one piece of text is too long')
    yield* events
    events = []
  }
  parser.close()
  yield* events
}
