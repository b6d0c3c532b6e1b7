// What a person makes of a proposal: which column is which field, and what is still missing. Pure.
import { missingFields } from '../../../server/contract/otherWays.ts'
import type { Field, MappingProposal, NewProfile, Profile } from '../../../server/contract/profile.ts'
import type { Standard } from '../../../server/contract/vocabulary.ts'
import { codeListsOf, codesByField, likelyLists } from './codes.ts'
import type { Codes } from './codes.ts'
import { fieldLabel, isField } from './fields.ts'

export type Draft = Codes & {
  standard: Standard
  title: string
  name: string
  constants: { field: Field | ''; value: string }[]
  sites: { code: string; organisation: string }[]
  formats: string
}

/** A name as profiles have them: lower-case letters, digits and hyphens. */
export const slug = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\.[a-z.]{2,7}$/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '').slice(0, 40).replace(/-+$/, '')

export function startDraft(proposal: MappingProposal, kept?: Pick<Draft, 'title' | 'name'>): Draft {
  const columns = Object.fromEntries(proposal.columns.map(({ column, field }) => [column, field ?? ('' as const)]))
  const siteColumn = proposal.columns.find(({ field }) => field === 'site')
  const nobody = proposal.missing.includes('organisation') || proposal.missing.includes('site')
  return {
    standard: proposal.standard,
    title: kept?.title ?? '',
    name: kept?.name ?? '',
    columns,
    constants: nobody ? [{ field: 'organisation', value: '' }] : [],
    sites: (siteColumn?.unknownCodes ?? []).map((code) => ({ code, organisation: '' })),
    formats: proposal.formats.join(', '),
    codes: [],
    codeLists: likelyLists(proposal),
  }
}

const formatsOf = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean)

export function toNewProfile(draft: Draft): NewProfile {
  const columns: NewProfile['columns'] = {}
  for (const [column, field] of Object.entries(draft.columns)) if (field) columns[field] = column
  const constants: NonNullable<NewProfile['constants']> = {}
  for (const { field, value } of draft.constants) if (field && value.trim()) constants[field] = value.trim()
  const sites = Object.fromEntries(draft.sites.filter(({ code, organisation }) => code.trim() && organisation.trim()).map(({ code, organisation }) => [code.trim(), organisation.trim()]))
  const formats = formatsOf(draft.formats)
  const codeMaps = codesByField(draft)
  const codeLists = codeListsOf(draft)
  return {
    name: draft.name,
    title: draft.title.trim(),
    standard: draft.standard,
    columns,
    ...(Object.keys(constants).length > 0 && { constants }),
    ...(Object.keys(sites).length > 0 && { sites }),
    ...(formats.length > 0 && { formats }),
    ...(Object.keys(codeMaps).length > 0 && { codeMaps }),
    ...(Object.keys(codeLists).length > 0 && { codeLists }),
  }
}

/** Fields that two columns claim to tell. */
export function doubled(draft: Draft): Field[] {
  const chosen = Object.values(draft.columns).filter((field) => field !== '')
  return [...new Set(chosen.filter((field, i) => chosen.indexOf(field) !== i))]
}

/** What the standard needs and nothing tells, neither a column nor a value that every row shares. */
export function missing(draft: Draft, profiles: Profile[]): Field[] {
  const base = profiles.find(({ name }) => name === draft.standard)
  if (!base) return []
  const { columns, constants = {} } = toNewProfile(draft)
  return missingFields(base.required, new Set([...Object.keys(columns), ...Object.keys(constants), ...Object.keys(base.constants)].filter(isField)))
}

/** Why it cannot be saved yet, each with the control to go to; empty when it can. */
export function faultsOf(draft: Draft, profiles: Profile[]): { text: string; at: string }[] {
  const faults: { text: string; at: string }[] = []
  const gone = missing(draft, profiles)
  if (gone.length > 0) faults.push({ text: `Nothing tells: ${gone.map((field) => fieldLabel(field).toLowerCase()).join('; ')}. Choose a column for it, or give a value that every row shares.`, at: 'columns' })
  for (const field of doubled(draft)) faults.push({ text: `Two columns are said to tell: ${fieldLabel(field).toLowerCase()}. Keep one.`, at: 'columns' })
  if (!draft.title.trim()) faults.push({ text: 'The profile has no title.', at: 'title' })
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(draft.name)) faults.push({ text: 'The short name must be 2 to 40 lower-case letters, digits and hyphens, and begin with a letter.', at: 'name' })
  return faults
}

/** What saving under this name would do to one that is there. */
export function nameNote(name: string, profiles: Profile[]): string {
  const there = profiles.find((profile) => profile.name === name)
  if (!there) return ''
  return there.name === there.standard ? 'This name belongs to a profile that comes with the service: choose another.' : `There is a profile of this name: this will be its version ${there.version + 1}.`
}
