import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CODE_WORDS, codesToAsk, listChoice, withCode, withList, wordFor } from '../../client/pages/files/codes.ts'
import { faultyFields, FIELD_GROUPS } from '../../client/pages/files/fields.ts'
import { groupFiles, monthRuns, monthsInWords, receivedLabel, sumOf } from '../../client/pages/files/groups.ts'
import { doubled, faultsOf, missing, nameNote, slug, startDraft, toNewProfile } from '../../client/pages/files/mapping.ts'
import { onlyShapes, replacedWords, takenHeading, uselessAdvice, wouldReplace } from '../../client/pages/files/outcomeWords.ts'
import { expectedRows, tellProgress } from '../../client/pages/files/progressWords.ts'
import type { Going } from '../../client/pages/files/progressWords.ts'
import type { IngestReport } from '../../server/contract/ingest.ts'
import { CODE_LIST_CHOICES } from '../../server/contract/fields.ts'
import { FIELD_LABELS, newProfileSchema } from '../../server/contract/profile.ts'
import type { Field, MappingProposal, NewProfile } from '../../server/contract/profile.ts'
import { isCodeValue } from '../../server/domain/codeList.ts'
import { Problem } from '../../server/domain/problem.ts'
import { SETS } from '../../server/ingest/profiles/codesOf.ts'
import { createProfileRegistry } from '../../server/ingest/profiles/registry.ts'
import { composeConfirmed } from '../../server/ingest/profiles/proposeRequired.ts'
import { referenceData } from '../support/ground.ts'

const profiles = referenceData().profiles

test('the words beside each field are those of the contract, every field once', () => {
  const shown = FIELD_GROUPS.flatMap(({ fields }) => Object.entries(fields))
  expect(Object.fromEntries(shown)).toEqual(FIELD_LABELS)
  expect(shown).toHaveLength(Object.keys(FIELD_LABELS).length)
})

test('an issue about a place marks what the row has of one', () => {
  expect(faultyFields('coordinates', ['site', 'lat', 'lng'])).toEqual(['lat', 'lng'])
  expect(faultyFields('arrival', ['arrival', 'occurred'])).toEqual(['arrival'])
  expect(faultyFields('', ['arrival'])).toEqual([])
})

const report = (patch: Partial<IngestReport>): IngestReport => ({
  id: '1', file: 'a.csv', sha256: '', profile: 'istv', standard: 'istv', status: 'accepted', dryRun: false, organisations: ['North'], periods: ['2024-01'], receivedAt: '2024-06-01T08:05:00Z',
  rows: { read: 1, accepted: 1, quarantined: 0, duplicate: 0, superseded: 0 }, cases: 1, incidents: 1, issues: [], droppedColumns: [], supersedes: [], ...patch,
})
const nothing = { read: 1, accepted: 0, quarantined: 0, duplicate: 0, superseded: 1 }

describe('files by organisation', () => {
  test('a month is in force while a file of it has rows in force; what is late is missing', () => {
    const { groups } = groupFiles([
      report({ periods: ['2024-04'], organisations: ['South'] }),
      report({ id: '3', periods: ['2024-03'] }),
      report({ id: '2', periods: ['2024-02'], rows: nothing }),
      report({ id: '1', periods: ['2024-01'] }),
    ])
    expect(groups.map(({ organisation, files }) => [organisation, files.map(({ id }) => id)])).toEqual([['North', ['3', '2', '1']], ['South', ['1']]])
    expect(groups[0]?.months.map(({ inForce }) => inForce)).toEqual([true, false, true, false])
    expect(monthsInWords(groups[0]?.months ?? [])).toBe('2 of 4 months in force. Missing: Feb 2024, Apr 2024.')
    expect(monthsInWords(groups[1]?.months ?? [])).toBe('Apr 2024 is in force.')
  })

  test('a national file stands once and not under each of its forces', () => {
    const national = report({ organisations: Array.from({ length: 43 }, (_, i) => `Force ${i}`) })
    expect(groupFiles([national, report({ organisations: ['A', 'B'] })])).toMatchObject({ national: [national], groups: [{ organisation: 'A' }, { organisation: 'B' }] })
  })

  test('no file is lost by grouping', () => {
    const files = fc.array(fc.record({ id: fc.uuid(), organisations: fc.uniqueArray(fc.constantFrom(...'ABCDEFGHIJ'.split('')), { maxLength: 9 }) }))
    fc.assert(
      fc.property(files, (list) => {
        const { groups, national } = groupFiles(list.map((one) => report(one)))
        const shown = new Set([...groups.flatMap((group) => group.files), ...national].map(({ id }) => id))
        expect(shown).toEqual(new Set(list.map(({ id }) => id)))
      }),
    )
  })

  test('months that follow one another are one run', () => {
    expect(monthRuns(['2024-02', '2023-12', '2024-01', '2024-05'])).toBe('Dec 2023 to Feb 2024, May 2024')
    expect(monthRuns([])).toBe('')
  })

  test('received is told in London time', () => {
    expect(receivedLabel('2024-06-01T23:05:00Z')).toBe('2 Jun 2024, 00:05')
    expect(sumOf({ read: 10, accepted: 4, quarantined: 3, duplicate: 2, superseded: 1 })).toBe(10)
  })
})

describe('progress in words', () => {
  const going: Going = { dryRun: false, began: 0, sent: 1, rowsExpected: 1000, progress: { stage: 'storing', rowsRead: 250, accepted: 250, quarantined: 0, ingest: null, detail: null } }
  test('each step says what it is', () => {
    expect(tellProgress({ ...going, sent: 0.42 }, 0)).toEqual({ text: 'Sending the file: 42%', share: 0.42 })
    expect(tellProgress({ ...going, progress: null }, 0).text).toContain('Waiting for the first word')
    expect(tellProgress(going, 500)).toEqual({ text: 'Taking it in: 250 of about 1,000 rows read', share: 0.25 })
    expect(tellProgress(going, 4000).text).toBe('Taking it in: 250 of about 1,000 rows read; about 12 s left')
    expect(tellProgress({ ...going, dryRun: true, rowsExpected: null }, 4000)).toEqual({ text: 'Trying it out: 250 rows read', share: null })
  })
  test('rows of a text file are guessed from its first lines, of a packed one not', () => {
    const line = `${'x'.repeat(99)}\n`
    expect(expectedRows(line.repeat(50), 100_000)).toBeGreaterThan(950)
    expect(expectedRows(line.repeat(50), 100_000)).toBeLessThan(1050)
    expect(expectedRows('PK\u0003\u0004\0\0\n\n\n', 100_000)).toBeNull()
    expect(expectedRows('<?xml?>\n\n\n', 100_000)).toBeNull()
    expect(expectedRows('one line', 8)).toBeNull()
  })
})

const proposal: MappingProposal = {
  file: 'North ED May.csv', standard: 'istv', formats: ['DD/MM/YYYY', 'HH:mm'], missing: ['occurred'],
  columns: ([['Hosp', 'site'], ['Came', 'arrivalDate'], ['At', 'arrivalTime'], ['When', null], ['Where', 'placeText']] as [string, Field | null][]).map(([column, field]) => ({ column, field, examples: column === 'Hosp' ? ['XH9'] : [], others: [], reasons: [], unknownCodes: [], codeLists: [] })),
}

describe('a mapping in a person’s hands', () => {
  const draft = { ...startDraft(proposal), title: 'North', name: 'north' }

  test('says what is missing, and what is told twice, before anything is sent', () => {
    expect(missing(draft, profiles)).toEqual(['occurred'])
    expect(faultsOf(draft, profiles).map(({ text }) => text)).toEqual(['Nothing tells: happened at: date and time. Choose a column for it, or give a value that every row shares.'])
    const whole = { ...draft, columns: { ...draft.columns, When: 'occurred' as const } }
    expect(faultsOf(whole, profiles)).toEqual([])
    const twice = { ...whole, columns: { ...whole.columns, At: 'arrivalDate' as const } }
    expect(doubled(twice)).toEqual(['arrivalDate'])
    expect(faultsOf(twice, profiles)).toHaveLength(1)
  })

  test('becomes what the server takes', () => {
    const wanted = toNewProfile({ ...draft, columns: { ...draft.columns, When: 'occurred' }, sites: [{ code: ' XH9 ', organisation: 'North Hospital' }, { code: 'XH8', organisation: '' }], constants: [{ field: 'sex', value: ' ' }] })
    expect(newProfileSchema.parse(wanted)).toEqual({
      name: 'north', title: 'North', standard: 'istv', columns: { site: 'Hosp', arrivalDate: 'Came', arrivalTime: 'At', occurred: 'When', placeText: 'Where' }, sites: { XH9: 'North Hospital' }, formats: ['DD/MM/YYYY', 'HH:mm'],
    })
  })

  test('nothing missing here is nothing missing there: page and server ask the same table', () => {
    const fields = fc.subarray<Field>(['site', 'organisation', 'arrival', 'arrivalDate', 'arrivalTime', 'occurred', 'occurredDate', 'occurredFrom', 'occurredTo', 'placeText', 'postcode', 'lat', 'lng'])
    const composed = (wanted: NewProfile): { columns: string[]; requiredButAbsent: Field[] } | 'refused' => {
      try {
        const { columns, required } = composeConfirmed(createProfileRegistry(profiles), wanted)
        return { columns: Object.keys(columns).toSorted(), requiredButAbsent: required.filter((field) => !columns[field]) }
      } catch (error) {
        if (error instanceof Problem && error.document.type === '/problems/profile-incomplete') return 'refused'
        throw error
      }
    }
    fc.assert(
      fc.property(fields, (chosen) => {
        const mine = { ...draft, columns: Object.fromEntries(chosen.map((field) => [field, field])), constants: [], sites: [] }
        const complete = missing(mine, profiles).length === 0
        expect(composed(toNewProfile(mine))).toEqual(complete ? { columns: chosen.toSorted(), requiredButAbsent: [] } : 'refused')
      }),
    )
  })

  test('names', () => {
    expect(slug('North ED – May 2024.csv.gz')).toBe('north-ed-may-2024')
    expect(slug('2024 Süd')).toBe('sud')
    expect(nameNote('istv', profiles)).toContain('choose another')
    expect(nameNote('unheard-of', profiles)).toBe('')
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => slug(text) === '' || /^[a-z][a-z0-9-]{0,39}$/.test(slug(text))))
  })
})

describe('codes of a supplier’s own', () => {
  const coded: MappingProposal = {
    ...proposal,
    columns: [
      { column: 'Weapon', field: 'method', examples: [], others: [], reasons: [], unknownCodes: ['KN', '__proto__'], codeLists: [] },
      {
        column: 'Triage', field: 'determinant', examples: [], others: [], reasons: [], unknownCodes: ['ASSAULT X', '99Z'],
        codeLists: [{ name: 'nhs-pathways', unknownCodes: ['99Z'] }, { name: 'ampds-determinant', unknownCodes: ['ASSAULT X', '99Z'] }],
      },
    ],
  }
  const [weapon, triage] = coded.columns as [MappingProposal['columns'][number], MappingProposal['columns'][number]]
  const draft = { ...startDraft(coded), title: 'North', name: 'north' }
  const said = (words: [column: string, code: string, word: string][]) => words.reduce((before, [column, code, word]) => ({ ...before, ...withCode(before, column, code, word) }), draft)

  test('every word offered is one that saving takes, for every field of codes', () => {
    expect(Object.keys(CODE_WORDS).toSorted()).toEqual(Object.keys(SETS).toSorted())
    for (const [field, sets] of Object.entries(SETS)) for (const word of Object.keys(CODE_WORDS[field as Field] ?? {})) expect(isCodeValue(sets, word), `${field}: ${word}`).toBe(true)
  })

  test('the lists to choose from are there, that of the standard first', () => {
    const { codeLists } = referenceData()
    for (const [field, lists] of Object.entries(CODE_LIST_CHOICES)) {
      for (const name of Object.keys(lists)) expect(codeLists.has(name)).toBe(true)
      expect(profiles.map((profile) => profile.codeLists[field as Field])).toContain(Object.keys(lists)[0])
    }
  })

  test('nothing said leaves every code unknown; the likeliest list is chosen', () => {
    expect(wordFor(draft, 'Weapon', 'KN')).toBe('')
    expect(toNewProfile(draft)).not.toHaveProperty('codeMaps')
    expect(toNewProfile(draft).codeLists).toEqual({ determinant: 'nhs-pathways' })
    expect(codesToAsk(weapon, draft)).toEqual(['KN', '__proto__'])
    expect(codesToAsk(triage, draft)).toEqual(['99Z'])
  })

  test('what is said goes to the server, the last word counts, and "leave unknown" takes it back', () => {
    const words = said([['Weapon', 'KN', 'firearm'], ['Weapon', 'KN', 'knife-or-sharp'], ['Weapon', '__proto__', 'fist'], ['Triage', '99Z', 'violence']])
    expect(wordFor(words, 'Weapon', 'KN')).toBe('knife-or-sharp')
    const sent = JSON.parse(JSON.stringify(toNewProfile(words))) as NewProfile
    expect(Object.entries(sent.codeMaps?.method ?? {})).toEqual([['KN', 'knife-or-sharp'], ['__proto__', 'fist']])
    expect(newProfileSchema.parse(toNewProfile(said([['Weapon', 'KN', 'fist'], ['Triage', '99Z', 'violence']]))).codeMaps).toEqual({ method: { KN: 'fist' }, determinant: { '99Z': 'violence' } })
    expect(toNewProfile(said([['Weapon', 'KN', 'firearm'], ['Weapon', 'KN', '']]))).not.toHaveProperty('codeMaps')
  })

  test('a column that no longer tells the field has no codes to ask about, and sends none', () => {
    const words = said([['Weapon', 'KN', 'firearm']])
    const moved = { ...words, columns: { ...words.columns, Weapon: 'placeType' as const, Triage: '' as const } }
    expect(codesToAsk(weapon, moved)).toEqual([])
    expect(wordFor(moved, 'Weapon', 'KN')).toBe('')
    expect(toNewProfile(moved)).not.toHaveProperty('codeMaps')
    expect(toNewProfile(moved)).not.toHaveProperty('codeLists')
    expect(toNewProfile({ ...moved, columns: words.columns }).codeMaps).toEqual({ method: { KN: 'firearm' } })
  })

  test('another list asks about other codes, and forgets what was said about those of the first', () => {
    const words = said([['Weapon', 'KN', 'firearm'], ['Triage', '99Z', 'violence']])
    const other = { ...words, ...withList(words, 'determinant', 'ampds-determinant') }
    expect(listChoice(other, 'determinant')?.chosen).toBe('ampds-determinant')
    expect(codesToAsk(triage, other)).toEqual(['ASSAULT X', '99Z'])
    expect(toNewProfile(other)).toMatchObject({ codeMaps: { method: { KN: 'firearm' } }, codeLists: { determinant: 'ampds-determinant' } })
    expect(toNewProfile(other).codeMaps).not.toHaveProperty('determinant')
    expect(listChoice(other, 'method')).toBeNull()
  })
})

describe('what came of a file', () => {
  const rows = { read: 16, accepted: 16, quarantined: 0, duplicate: 0, superseded: 0 }
  const aside = { ...rows, accepted: 0, quarantined: 16 }
  test('a file of which no row could be used is not said to be taken in', () => {
    expect(takenHeading(report({ rows }))).toBe('The file has been taken in')
    expect(takenHeading(report({ rows: aside }))).toBe('No row could be used')
    expect(uselessAdvice(report({ rows: aside, issues: [{ kind: 'unknown-site', count: 16 }] }))).toContain('profile may not fit')
    expect(uselessAdvice(report({ rows: aside, issues: [{ kind: 'unknown-site', count: 9 }] }))).toBe('Mend the rows on the page of the file, under “Rows set aside”.')
    expect(uselessAdvice(report({ rows }))).toBe('')
  })
  test('what is replaced is told before and after, with a warning when less than half is left', () => {
    const replacing = (n: number) => report({ rows, supersedes: [{ id: '1', rows: n }] })
    expect(replacedWords(replacing(80))).toBe('80 rows in force become 16.')
    expect(replacedWords(report({ rows }))).toBe('')
    expect(wouldReplace(replacing(33)).warning).toContain('16 in place of 33')
    expect(wouldReplace(replacing(32))).toEqual({ text: 'It would replace 32 rows of 1 earlier file.', warning: '' })
  })
  test('shapes are told from values', () => {
    expect(onlyShapes(['Aaaa 999', 'A, a'])).toBe(true)
    expect(onlyShapes(['outside pub'])).toBe(false)
    expect(onlyShapes([])).toBe(false)
  })
  test('sites nobody knows are asked for by name', () => {
    const columns = proposal.columns.map((one) => (one.field === 'site' ? { ...one, unknownCodes: ['RQ1X2'] } : one))
    const draft = startDraft({ ...proposal, columns })
    expect(draft.sites).toEqual([{ code: 'RQ1X2', organisation: '' }])
    expect(columns.flatMap((one) => codesToAsk(one, draft))).toEqual([])
  })
})
