import { MAX_XML_PATHS } from '../../limits.ts'
import { Refusal } from '../refusal.ts'
import { readXml } from './readXml.ts'

/** What is known of the elements that stand at one path. */
type Kind = { path: string; name: string; depth: number; order: number; times: number; withLeaves: number; leaf: boolean; last: number }

/** The record is what is repeated most among the elements that hold values; of several the outermost, and the root only if there is nothing else. */
const recordAmong = (kinds: Kind[], wanted: string | undefined): Kind | undefined => {
  if (wanted) return kinds.find(({ name }) => name === wanted)
  const candidates = kinds.filter(({ withLeaves }) => withLeaves > 0)
  const inner = candidates.filter(({ depth }) => depth > 1)
  return (inner.length > 0 ? inner : candidates).toSorted((a, b) => b.withLeaves - a.withLeaves || a.depth - b.depth || a.order - b.order)[0]
}

/** First reading of XML: which element is the record, and the names of all values in the records and in front of them. */
export const surveyXml = async (source: Iterable<Buffer>, wanted: { record?: string | undefined; columns?: readonly string[] | undefined }): Promise<{ record: string | null; columns: string[] }> => {
  const kinds = new Map<string, Kind>()
  const levels: { kind: Kind; group: boolean; leaves: number }[] = []
  let count = 0
  const reading = readXml(source, 'the file', {
    open: (name, _attributes, line) => {
      const parent = levels.at(-1)
      if (parent) parent.group = true
      const path = parent ? `${parent.kind.path}/${name}` : name
      let kind = kinds.get(path)
      if (!kind) {
        kind = { path, name, depth: levels.length + 1, order: count, times: 0, withLeaves: 0, leaf: true, last: 0 }
        kinds.set(path, kind)
        if (kinds.size > MAX_XML_PATHS) throw new Refusal('xml-bomb', `the file has more than ${MAX_XML_PATHS} kinds of element`, line)
      }
      kind.times++
      kind.last = ++count
      levels.push({ kind, group: false, leaves: 0 })
    },
    close: () => {
      const { kind, group, leaves } = levels.pop()!
      const parent = levels.at(-1)
      if (group) kind.leaf = false
      else if (parent) parent.leaves++
      if (leaves > 0) kind.withLeaves++
    },
  })
  for await (const _ of reading) {
    // The handlers are told; nothing is left to do.
  }
  const all = [...kinds.values()]
  const record = recordAmong(all, wanted.record)
  if (!record) return { record: null, columns: [] }
  const said = all.filter(({ path, leaf, order }) => leaf && path !== record.path && (path.startsWith(`${record.path}/`) || order < record.last)).map(({ name }) => name)
  const names = new Set(said)
  const first = (wanted.columns ?? []).filter((name) => names.has(name))
  return { record: record.path, columns: [...new Set([...first, ...said])] }
}
