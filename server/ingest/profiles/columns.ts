import type { Field, Profile } from '../../contract/profile.ts'
import { FIELDS } from '../../contract/profile.ts'
import { fileProblem } from '../../domain/problem.ts'

/** What a row says, by standard field; text that is missing is ''. `kept` are columns without a meaning to us. */
export type NamedRow = { fields: Partial<Record<Field, string>>; kept: string[] }

export type Columns = {
  /** standard fields that the file has a column or a constant for */
  has: ReadonlySet<Field>
  /** columns of the file that the profile does not declare: dropped before anything is stored */
  dropped: string[]
  name(fields: string[]): NamedRow
}

/** Capitals, spaces, underscores and hyphens do not tell columns apart. */
export const normColumn = (name: string): string => name.trim().toLowerCase().replaceAll(/[\s_-]+/g, ' ')

/** Finds where each standard field stands in the file; order does not matter. A file without a required column is refused. */
export const readHeader = (header: string[], profile: Profile, file: string): Columns => {
  const at = new Map<string, number>()
  header.forEach((name, index) => {
    if (name.trim() && at.has(normColumn(name))) throw fileProblem('unknown-header', `the column "${name.trim().slice(0, 40)}" stands twice in the header`, { file, line: 1 })
    at.set(normColumn(name), index)
  })
  const positions = new Map<Field, number>()
  for (const field of FIELDS) {
    const spelling = profile.columns[field]?.find((name) => at.has(normColumn(name)))
    if (spelling !== undefined) positions.set(field, at.get(normColumn(spelling)) ?? -1)
  }
  const gone = profile.required.filter((field) => !positions.has(field) && !profile.constants[field])
  if (gone.length > 0) {
    const names = gone.map((field) => `"${profile.columns[field]?.[0] ?? field}"`)
    const detail = gone.length === profile.required.length ? 'none of the expected columns is there' : `missing ${names.join(', ')}`
    throw fileProblem('unknown-header', `the header is not that of profile ${profile.name}: ${detail}`, { file, line: 1 })
  }
  const keptAt = profile.keep.flatMap((name) => at.get(normColumn(name)) ?? [])
  const declared = new Set([...positions.values(), ...keptAt])
  const constants = Object.entries(profile.constants) as [Field, string][]
  const found = [...positions]
  return {
    has: new Set([...positions.keys(), ...constants.map(([field]) => field)]),
    dropped: header.filter((name, index) => name.trim() && !declared.has(index)).map((name) => name.trim().slice(0, 120)),
    name: (fields) => {
      const named: NamedRow['fields'] = {}
      for (const [field, value] of constants) named[field] = value
      for (const [field, index] of found) named[field] = (fields[index] ?? '').trim()
      return { fields: named, kept: keptAt.map((index) => fields[index] ?? '') }
    },
  }
}
