// Codes of a supplier that no list knows: what each can mean, and what a person said. Pure.
import { CODE_LIST_CHOICES, type Field } from '../../../server/contract/fields.ts'
import type { MappingProposal } from '../../../server/contract/profile.ts'
import { CATEGORY_LABELS, METHOD_LABELS, PLACE_TYPE_LABELS, SEVERITIES, SEXES } from '../../../server/contract/vocabulary.ts'

type Column = MappingProposal['columns'][number]
/** `field`: what the column told when the person said what the code means. */
export type OwnCode = { column: string; field: Field; code: string; word: string }
export type Codes = {
  /** Column → field; '' drops it. */
  columns: Record<string, Field | ''>
  /** What the supplier's own codes mean. They hold for as long as the column tells that field. */
  codes: OwnCode[]
  /** Field → the list that its codes are taken from, where there is a choice. */
  codeLists: Partial<Record<Field, string>>
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const ownWords = (words: readonly string[]): Record<string, string> => Object.fromEntries(words.map((word) => [word, capital(word.replaceAll('-', ' '))]))

const NOT_KNOWN = { unknown: 'A code for “not known”' }
const INTENTS = { violence: 'Violence', 'self-inflicted': 'Self-inflicted', 'not-violence': 'Not violence' }
const CONVEYED = { yes: 'Yes, taken to hospital', no: 'No, not taken to hospital', ...NOT_KNOWN }

/** The words that a code of each field can mean. An intent or a category has no "not known": a code left unknown says that. */
export const CODE_WORDS: Partial<Record<Field, Readonly<Record<string, string>>>> = {
  method: { ...METHOD_LABELS, ...NOT_KNOWN },
  placeType: { ...PLACE_TYPE_LABELS, ...NOT_KNOWN },
  intent: INTENTS,
  determinant: INTENTS,
  offence: CATEGORY_LABELS,
  category: CATEGORY_LABELS,
  severity: { ...ownWords(SEVERITIES), ...NOT_KNOWN },
  conveyed: CONVEYED,
  arrivalMode: { yes: 'By ambulance', no: 'Not by ambulance', ...NOT_KNOWN },
  sex: { ...ownWords(SEXES), ...NOT_KNOWN },
}

/** The list of codes that a field is read by, and those to choose from; null when there is no choice. */
export const listChoice = (draft: Codes, field: Field | ''): { chosen: string; lists: [name: string, label: string][] } | null => {
  const lists = Object.entries((field && CODE_LIST_CHOICES[field]) || {})
  return field && lists[0] ? { chosen: draft.codeLists[field] ?? lists[0][0], lists } : null
}

/** The codes to ask about: those that the list in force does not know, while the column still tells what was proposed. */
export const codesToAsk = (column: Column, draft: Codes): string[] => {
  const field = draft.columns[column.column]
  // Sites are asked for by name, beside what the columns do not tell.
  if (!field || field !== column.field || !CODE_WORDS[field]) return []
  const choice = listChoice(draft, field)
  return column.codeLists.find(({ name }) => name === choice?.chosen)?.unknownCodes ?? column.unknownCodes
}

export const wordFor = (draft: Codes, column: string, code: string): string =>
  draft.codes.find((one) => one.column === column && one.field === draft.columns[column] && one.code === code)?.word ?? ''

/** '' leaves the code unknown. */
export const withCode = ({ codes, columns }: Codes, column: string, code: string, word: string): Pick<Codes, 'codes'> => {
  const field = columns[column]
  const others = codes.filter((one) => one.column !== column || one.field !== field || one.code !== code)
  return { codes: field && word ? [...others, { column, field, code, word }] : others }
}

/** What was said about codes of one list is not carried over to another, whose own meaning it would silently replace. */
export const withList = ({ codes, codeLists }: Codes, field: Field, list: string): Pick<Codes, 'codes' | 'codeLists'> => ({
  codes: codes.filter((one) => one.field !== field),
  codeLists: { ...codeLists, [field]: list },
})

/** The lists that the proposal thinks likeliest. */
export const likelyLists = ({ columns }: MappingProposal): Codes['codeLists'] =>
  Object.fromEntries(columns.flatMap(({ field, codeLists: [likeliest] }) => (field && likeliest ? [[field, likeliest.name]] : [])))

const told = ({ columns }: Codes, field: Field): boolean => Object.values(columns).includes(field)

/** As the server takes them: field → own code → word of the standard. */
export const codesByField = (draft: Codes): Partial<Record<Field, Record<string, string>>> => {
  const maps: Partial<Record<Field, Record<string, string>>> = {}
  for (const field of new Set(draft.codes.map((one) => one.field))) {
    const codes = draft.codes.filter((one) => one.field === field && draft.columns[one.column] === field)
    // By entries: a code may be "__proto__".
    if (codes.length > 0) maps[field] = Object.fromEntries(codes.map(({ code, word }) => [code, word]))
  }
  return maps
}

export const codeListsOf = (draft: Codes): Partial<Record<Field, string>> => Object.fromEntries(
  (Object.keys(CODE_LIST_CHOICES) as Field[]).flatMap((field) => {
    const choice = told(draft, field) ? listChoice(draft, field) : null
    return choice ? [[field, choice.chosen]] : []
  }),
)
