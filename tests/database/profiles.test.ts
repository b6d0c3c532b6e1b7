// A file whose columns nobody knows: proposed, corrected, saved as a profile, and taken in with it. Nothing of the sample stays.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IngestReport } from '../../server/contract/ingest.ts'
import { mappingProposalSchema, profileListSchema, profileSchema } from '../../server/contract/profile.ts'
import type { MappingProposal, NewProfile, Profile } from '../../server/contract/profile.ts'
import { createProfileRegistry } from '../../server/ingest/profiles/registry.ts'
import { savedProfiles } from '../../server/store/profiles.ts'
import { referenceData } from '../support/ground.ts'
import { openRoad, tablesDigest, type ProblemDocument, type Road } from '../support/road.ts'

let road: Road
beforeAll(async () => void (road = await openRoad()))
afterAll(() => road.close())

const SAMPLE = `Patient Name,NHS No,Hosp Code,Attendance Date,Attendance Time,Incident DtTm,Weapon Used,Where did it happen?,Gender,Age
Zbigniew Canaryman,943 476 5919,RDEE4,05/01/2024,22:15,05/01/2024 21:00,01,high street chelmsford,M,33
Jane Canaryman,943 476 5870,RDEE4,06/01/2024,02:15,06/01/2024 01:30,06,high street colchester,F,48
`
const propose = (body: string | Uint8Array, query = 'file=odd.csv') => road.call<MappingProposal & ProblemDocument>(`/api/profiles/propose?${query}`, { method: 'POST', body: body as BodyInit })
const save = (profile: unknown) => road.post<Profile & ProblemDocument>('/api/profiles', profile)

/** The proposal as it stands, confirmed. */
const confirmed = (proposal: MappingProposal, name: string): NewProfile => ({
  name, title: `Files of ${name}`, standard: proposal.standard, formats: proposal.formats, sites: { RDEE4: 'Canary Hospital' },
  columns: Object.fromEntries(proposal.columns.flatMap(({ column, field }) => (field ? [[field, column]] : []))),
})

describe('a proposal', () => {
  test('says how to read the file, and keeps nothing of it', async () => {
    const before = await tablesDigest(road)
    const { status, json, headers, text } = await propose(SAMPLE)
    expect(status).toBe(200)
    expect(mappingProposalSchema.parse(json)).toMatchObject({ file: 'odd.csv', standard: 'istv', missing: [] })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(text).not.toMatch(/Canaryman|943|Zbigniew/)
    expect(await tablesDigest(road)).toEqual(before)
    expect(await road.spooled()).toEqual([])
  })

  test('is the same for the packed file, and for XML', async () => {
    const plain = (await propose(SAMPLE)).json
    expect((await propose(gzipSync(SAMPLE))).json).toEqual(plain)
    const xml = `<Report><Stay><Hosp_Code>XH101</Hosp_Code><Arrived>2024-01-05T22:15:00</Arrived></Stay><Stay><Hosp_Code>XH101</Hosp_Code><Arrived>2024-01-06T22:15:00</Arrived></Stay></Report>`
    expect((await propose(xml, 'file=a.xml&standard=istv')).json.columns.map(({ column, field }) => [column, field])).toEqual([['Hosp_Code', 'site'], ['Arrived', 'arrival']])
  })

  test.each([
    ['nothing', '', 422, 'empty'],
    ['a PDF', '%PDF-1.7 and so on', 422, 'a PDF'],
    ['a column twice', 'Site,Site\nA,B\n', 422, 'stands twice'],
  ])('of %s is refused with its reason', async (_, body, status, why) => {
    const answer = await propose(body)
    expect(answer.status).toBe(status)
    expect(answer.json.detail).toContain(why)
    expect(await road.spooled()).toEqual([])
  })

  test('for a standard that is none is refused', async () => expect((await propose(SAMPLE, 'standard=poetry')).status).toBe(400))
})

describe('a confirmed mapping', () => {
  test('is a profile from then on, survives a restart, and takes the file in', async () => {
    const wanted = confirmed((await propose(SAMPLE)).json, 'canary-ed')
    const { status, json } = await save(wanted)
    expect(status).toBe(201)
    expect(profileSchema.parse(json)).toMatchObject({ name: 'canary-ed', version: 1, standard: 'istv', columns: { arrivalDate: ['Attendance Date'], occurred: ['Incident DtTm'] } })
    expect(json.required).toEqual(['site', 'arrivalDate', 'occurred', 'placeText'])
    const listed = profileListSchema.parse((await road.get('/api/profiles')).json).profiles
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['istv', 'ecds', 'ambulance-cad', 'police-extract', 'police-uk', 'canary-ed']))

    const restarted = createProfileRegistry(referenceData().profiles)
    for (const definition of await savedProfiles(road.knex)) restarted.add(definition)
    expect(restarted.named('canary-ed')).toEqual(json)

    const taken = await road.upload(SAMPLE, 'profile=canary-ed&file=odd.csv')
    expect(taken.status).toBe(201)
    expect(taken.json).toMatchObject({ profile: 'canary-ed', standard: 'istv', organisations: ['Canary Hospital'], periods: ['2024-01'], rows: { read: 2, accepted: 2 }, incidents: 2 } satisfies Partial<Record<keyof IngestReport, unknown>>)
    expect(taken.json.droppedColumns).toEqual(['Patient Name', 'NHS No'])
  })

  test("understands the supplier's own codes, as a person said what they mean", async () => {
    const own = SAMPLE.replace(',01,', ',KN,').replace(',06,', ',Boot,').replace('05/01/2024,', '05/02/2024,').replace('06/01/2024,', '06/02/2024,').replaceAll('/01/2024 ', '/02/2024 ')
    const { json: proposal } = await propose(own)
    expect(proposal.columns.find(({ column }) => column === 'Weapon Used')).toMatchObject({ field: 'method', unknownCodes: ['KN'] })
    const taken = async (name: string, more: Partial<NewProfile>) => {
      expect((await save({ ...confirmed(proposal, name), sites: { RDEE4: `Hospital of ${name}` }, ...more })).status).toBe(201)
      const { status, json } = await road.upload(own, `profile=${name}&file=${name}.csv`)
      expect([status, json.rows.accepted]).toEqual([201, 2])
      const cases = await road.knex('cases').join('organisations', 'organisations.id', 'cases.organisation_id').where('organisations.name', `Hospital of ${name}`).orderBy('occurred_from').select('method')
      return { cases, issues: json.issues.filter(({ kind }) => kind === 'unknown-code') }
    }
    const without = await taken('own-codes-unsaid', {})
    expect(without.cases.map(({ method }) => method)).toEqual(['unknown', 'unknown'])
    expect(without.issues).not.toEqual([])
    const said = await taken('own-codes', { codeMaps: { method: { KN: 'knife-or-sharp', boot: 'foot' } } })
    expect(said.cases.map(({ method }) => method)).toEqual(['knife-or-sharp', 'foot'])
    expect(said.issues).toEqual([])
  })

  test('saved again is its next version', async () => {
    const wanted = confirmed((await propose(SAMPLE)).json, 'twice')
    const versions = await Promise.all([save(wanted), save(wanted), save({ ...wanted, title: 'Another title' })])
    expect(versions.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(versions.map(({ json }) => json.version).toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  })

  test.each<[string, Partial<Record<keyof NewProfile, unknown>>, number, string]>([
    ['the name of a shipped profile', { name: 'istv' }, 409, 'comes with the service'],
    ['a name that is none', { name: 'No Name!' }, 400, 'name'],
    ['nothing that tells the arrival', { columns: { site: 'Hosp Code', occurred: 'Incident DtTm', placeText: 'Where did it happen?' } }, 422, 'arrival'],
    ['a format that is none', { formats: ['sometime'] }, 422, 'sometime'],
    ['a field that is none', { columns: { nickname: 'x' } }, 400, 'nickname'],
    ['a standard that is none', { standard: 'poetry' }, 400, 'standard'],
    ['a code list that is none', { codeLists: { method: 'poems' } }, 422, 'poems'],
    ['a code that means no word of the standard', { codeMaps: { method: { KN: 'sword' } } }, 422, 'sword'],
    ['codes of a field that has none', { codeMaps: { placeText: { KN: 'fist' } } }, 422, 'placeText'],
  ])('with %s is refused, and nothing is saved', async (_, patch, status, why) => {
    const before = await tablesDigest(road)
    const answer = await save({ ...confirmed((await propose(SAMPLE)).json, 'refused'), ...patch })
    expect(answer.status).toBe(status)
    expect(answer.json.detail).toContain(why)
    expect(await tablesDigest(road)).toEqual(before)
  })

  test('a file that is not of that supplier is refused by it', async () => {
    const answer = await road.upload('a,b\n1,2\n', 'profile=canary-ed&file=other.csv')
    expect(answer.status).toBe(422)
  })
})
