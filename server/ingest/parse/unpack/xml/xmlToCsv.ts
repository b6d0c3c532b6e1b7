import { MAX_XML } from '../../limits.ts'
import { readWhole, type Input } from '../input.ts'
import type { Out } from '../out.ts'
import { Refusal } from '../refusal.ts'
import { readXml } from './readXml.ts'
import { surveyXml } from './surveyXml.ts'

const PIECE = 1 << 16

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i += PIECE) yield bytes.subarray(i, i + PIECE)
}

type Values = Map<string, string>
/** An element that is open: whether it stands in a record or is one, had children, held a record; and what its leaves said. */
type Level = { path: string; inside: boolean; group: boolean; held: boolean; values: Values }

/** An element that comes again in the same record says one thing more. */
const put = (values: Values, name: string, text: string): void => {
  const before = values.get(name)
  values.set(name, before ? (text ? `${before}; ${text}` : before) : text)
}

/**
 * XML → a row for each record. Values that stand in front of the records (a submission's site and period) are repeated in each row,
 * within the element that they belong to. Attributes are left out. Read twice: the first time for what its columns are.
 */
export const xmlToCsv = async (input: Input, out: Out, wanted: { record?: string | undefined; columns?: readonly string[] | undefined }): Promise<void> => {
  const bytes = await readWhole(input, MAX_XML)
  const { record, columns } = await surveyXml(pieces(bytes), wanted)
  if (record === null) throw new Refusal('no-rows', 'there is no record in the XML')
  out.row(1, columns)

  const levels: Level[] = []
  let began = 0
  const emit = (own: Values): void => {
    const values = new Map<string, string>()
    for (const level of levels) for (const [name, text] of level.values) values.set(name, text)
    for (const [name, text] of own) values.set(name, text)
    out.row(began, columns.map((name) => values.get(name) ?? ''))
  }
  const reading = readXml(pieces(bytes), 'the file', {
    open: (name, _attributes, line) => {
      const parent = levels.at(-1)
      if (parent) parent.group = true
      const path = parent ? `${parent.path}/${name}` : name
      if (path === record) began = line
      levels.push({ path, inside: parent?.inside || path === record, group: false, held: false, values: new Map() })
    },
    close: (name, text) => {
      const { path, group, values, held } = levels.pop()!
      const parent = levels.at(-1)
      if (path === record) emit(values)
      if (!parent) return
      parent.held ||= held || path === record
      // A header's values hold for what comes behind it; those of a part that held records end with it.
      if (held || path === record) return
      const keep = parent.inside ? put : (to: Values, key: string, value: string): void => void to.set(key, value)
      if (group) for (const [key, value] of values) keep(parent.values, key, value)
      else keep(parent.values, name, text.trim())
    },
  })
  for await (const _ of reading) await out.flush()
}
