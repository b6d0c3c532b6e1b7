// What the tables say of a site's data, from cases written by hand: each row below is there for one figure.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProblemDocument } from '../../server/contract/problem.ts'
import type { Quality } from '../../server/contract/quality.ts'
import type { InForce } from '../../server/domain/incident.ts'
import type { SiteFacts } from '../../server/domain/quality.ts'
import type { Database } from '../../server/store/db.ts'
import { caseId } from '../../server/store/ids.ts'
import { inForce } from '../../server/store/incidents.ts'
import { readQuality } from '../../server/store/quality.ts'
import { testDatabase } from '../support/database.ts'
import { fileText, offences } from '../support/policeUk.ts'
import { openRoad } from '../support/road.ts'

type Written = {
  ingest: number; line: number; day: string; organisation?: number; unplaced?: string | null; level?: string | null; kind?: string; flags?: string
  method?: string; placeType?: string; text?: string | null; key?: string | null; pathway?: string; superseded?: boolean; issue?: string
}

let db: Database
let data: InForce[]
let north: SiteFacts
let force: SiteFacts

const write = async (c: Written): Promise<void> => {
  const id = caseId(c.ingest, c.line)
  const { unplaced = null, level = 'street', kind = 'exact', flags = '', method = 'fist', placeType = 'street-or-outdoor', text = null, key = text, pathway = 'counted', organisation = 1 } = c
  await db.knex('cases').insert({
    id, ingest_id: c.ingest, organisation_id: organisation, reporting: 'health', category_original: '', category: 'violence-and-sexual-offences',
    occurred_from: `${c.day}T12:00:00Z`, occurred_to: `${c.day}T12:01:00Z`, time_kind: kind, time_flags: flags, unplaced, received_at: '2025-03-01T09:00:00Z',
    superseded_at: c.superseded ? '2025-04-01T00:00:00Z' : null, pathway, method, place_type: placeType, filed_on: c.day, place_text: text, place_key: key,
  })
  if (level !== null) {
    await db.knex('case_places').insert({ case_id: id, ordinal: 0, cell: 1, lat: 51.7, lng: 0.5, level, probability: 0.9 })
    await db.knex('case_places').insert({ case_id: id, ordinal: 1, cell: 2, lat: 51.8, lng: 0.5, level: 'town', probability: 0.1 })
    await db.knex('case_places').insert({ case_id: id, ordinal: -1, cell: 2, lat: 51.8, lng: 0.5, level: 'town', probability: 0.1, superseded_at: '2025-03-02T00:00:00Z' })
  }
  if (c.issue) await db.knex('ingest_issues').insert([{ ingest_id: c.ingest, line: c.line, field: 'x', kind: c.issue }, { ingest_id: c.ingest, line: c.line, field: 'x', kind: 'unknown-code' }])
}

beforeAll(async () => {
  db = await testDatabase()
  const { knex } = db
  await knex('organisations').insert([{ source: 'emergency-department', name: 'North General' }, { source: 'police', name: 'Some Police' }])
  const ingest = (n: number, profile: string, receivedAt: string, read: number, quarantined: number) =>
    knex('ingests').insert({ profile, standard: profile, profile_version: 1, file_name: `${n}.csv`, sha256: String(n).repeat(64), bytes: 1, received_at: receivedAt, rows_read: read, rows_accepted: read - quarantined, rows_quarantined: quarantined })
  await ingest(1, 'istv', '2025-02-12T23:30:00Z', 30, 3)
  await ingest(2, 'istv', '2025-03-09T10:00:00Z', 10, 0)
  await ingest(3, 'police-uk', '2025-03-20T10:00:00Z', 5, 0)
  const piece = (ingestId: number, organisation: number, from: string, to: string, more: object = {}) =>
    knex('ingest_periods').insert({ ingest_id: ingestId, organisation_id: organisation, period_from: from, period_to: to, rows_accepted: 1, cases: 1, incidents: 1, ...more })
  await piece(1, 1, '2025-01-01', '2025-02-01')
  await piece(2, 1, '2025-02-01', '2025-03-01')
  await piece(3, 2, '2025-01-01', '2025-02-01')
  await piece(1, 2, '2024-06-01', '2024-07-01', { superseded_at: '2025-03-20T10:00:00Z', superseded_by: 3 })

  const rows: Omit<Written, 'ingest' | 'line'>[] = [
    { day: '2025-01-01', text: 'Black Lion, High St', level: 'venue' },
    { day: '2025-01-02', text: 'Black Lion, High St', level: 'venue', placeType: 'own-home' }, // against: a home by its code, a venue by its words
    { day: '2025-01-03', text: 'pts home', unplaced: 'home', level: 'home', placeType: 'pub-or-bar' }, // against, the other way
    { day: '2025-01-04', text: 'pts home', unplaced: 'home', level: null, placeType: 'own-home' },
    { day: '2025-01-05', unplaced: 'no-place-text', level: null, placeType: 'missing' },
    { day: '2025-01-06', text: 'town', unplaced: 'too-coarse', level: 'town', placeType: 'unknown' },
    { day: '2025-01-07', text: 'high st', unplaced: 'ambiguous-place', level: 'street' },
    { day: '2025-01-08', text: 'xyzzy', unplaced: 'not-found', level: null },
    { day: '2025-01-09', text: 'a and e', unplaced: 'default-place', level: 'area' },
    { day: '2025-01-10', text: 'Dover', unplaced: 'outside-area', level: 'street' }, // found, though not here: the words did their work
    { day: '2025-01-11', kind: 'date', flags: 'heaped', text: 'Mill Lane' },
    { day: '2025-01-12', flags: 'heaped', text: 'Mill Lane' },
    { day: '2025-01-13', flags: 'heaped default estimated', text: 'Mill Lane' },
    { day: '2025-01-14', kind: 'range', flags: 'estimated', issue: 'time-after-arrival', text: 'Mill Lane' },
    { day: '2025-01-15', kind: 'range', flags: 'estimated', text: 'Mill  Lane' }, // no time was given at all
    { day: '2025-01-16', method: 'missing', issue: 'personal-data-removed', text: 'Mill Lane', key: 'Mill Lane' },
    { day: '2025-01-17', method: 'unknown', text: 'Mill Lane' },
    { day: '2025-01-18', method: 'not-asked', placeType: 'not-asked', level: 'landmark' },
    { day: '2025-01-19', pathway: 'self-inflicted' },
    { day: '2025-01-20', superseded: true },
    { day: '2024-12-31' }, // before the months asked for
  ]
  for (const [line, row] of rows.entries()) await write({ ingest: 1, line: line + 2, ...row })
  await write({ ingest: 2, line: 2, day: '2025-02-28' })
  await write({ ingest: 3, line: 2, day: '2025-01-31', organisation: 2, kind: 'month', level: 'snap-point', method: 'not-asked', placeType: 'not-asked' })
  await write({ ingest: 3, line: 3, day: '2025-01-31', organisation: 2, kind: 'month', level: null, unplaced: 'no-coordinates', method: 'not-asked', placeType: 'not-asked' })

  data = await inForce(knex)
  const sites = await readQuality(knex, data, { from: '2025-01', to: '2025-03' })
  const named = (name: string): SiteFacts => {
    const found = sites.find(({ organisation }) => organisation === name)
    if (!found) throw new Error(`no ${name}`)
    return found
  }
  north = named('North General')
  force = named('Some Police')
})
afterAll(() => db.close())

test('every count of a month, by the rows that are there for it', () => {
  expect(north.months.map(({ month, cases }) => ({ month, cases }))).toEqual([{ month: '2025-01', cases: 18 }, { month: '2025-02', cases: 1 }])
  expect(north.months[0]).toMatchObject({
    home: 2, usable: 11, blank: 1, coarse: 1, ambiguous: 1, unknownWords: 1, ownPlace: 1,
    timed: 18, noTimeOfDay: 2, minutes: 14, heaped: 1, atArrival: 1, afterArrival: 1,
    methodAsked: 17, methodUnsaid: 2, placeTypeAsked: 17, placeTypeUnsaid: 2, comparable: 15, against: 2, scrubbed: 1,
  })
})

test('what became of the places adds up to all that are not at home', () => {
  for (const m of [...north.months, ...force.months])
    expect(m.usable + m.blank + m.coarse + m.ambiguous + m.unknownWords + m.ownPlace + m.home).toBe(m.cases)
})

test('a feed of months alone has no times, and was not asked for codes', () => {
  expect(force.months).toEqual([expect.objectContaining({ month: '2025-01', cases: 2, usable: 1, blank: 1, timed: 0, minutes: 0, methodAsked: 0, placeTypeAsked: 0, comparable: 0 })])
})

test('a text leaves the tables only when one spelling of it stands five times, and never that of a home', () => {
  // Mill Lane stands six times in one spelling; its other spelling has a key of its own here.
  expect(north.texts[0]).toMatchObject({ text: 'Mill Lane', cases: 6, placed: 6, ownPlace: 0 })
  expect(north.texts.slice(1).map(({ text }) => text)).toEqual([null, null, null, null])
  expect(north.texts.find(({ ownPlace }) => ownPlace > 0)).toMatchObject({ text: null, cases: 1 })
  expect(JSON.stringify(north)).not.toContain('pts home')
  expect(JSON.stringify(north)).not.toContain('xyzzy')
})

test('files with their days, and who else is in them', () => {
  expect(north.files).toEqual([
    { ingestId: 1, from: '2025-01-01', to: '2025-02-01', inForce: true, receivedAt: '2025-02-12T23:30:00Z', rowsRead: 30, rowsQuarantined: 3, sites: 2, organisationId: 1 },
    { ingestId: 2, from: '2025-02-01', to: '2025-03-01', inForce: true, receivedAt: '2025-03-09T10:00:00Z', rowsRead: 10, rowsQuarantined: 0, sites: 1, organisationId: 1 },
  ])
  expect(force).toMatchObject({ firstReceivedAt: '2025-02-12T23:30:00Z', firstMonth: '2024-06' })
})

test('nothing in force, nothing told', async () => {
  expect(await readQuality(db.knex, [], { from: '2025-01', to: '2025-03' })).toEqual([])
  const [empty] = await readQuality(db.knex, data, { from: '2031-01', to: '2031-03' })
  expect(empty).toMatchObject({ months: [], texts: [], files: [] })
})

test('over the road: no gazetteer is loaded, so a real site is not judged by its places; a letter needs twenty', async () => {
  const road = await openRoad()
  try {
    await road.take(fileText([...offences(19), ...offences(20, { force: 'Kent Police' })]))
    const { sites } = (await road.get<Quality>('/api/quality')).json
    expect(sites.map(({ organisation, cases, placesJudged }) => ({ organisation, cases, placesJudged }))).toEqual([
      { organisation: 'Essex Police', cases: 19, placesJudged: false }, { organisation: 'Kent Police', cases: 20, placesJudged: false },
    ])
    expect(sites.map(({ figures }) => figures.find(({ key }) => key === 'usable-place'))).toEqual([expect.objectContaining({ grade: 'none', value: null }), expect.objectContaining({ grade: 'none', value: null })])
    const [few, enough] = sites.map(({ id }) => id)
    for (const kind of ['pdf', 'html']) {
      const { status, json } = await road.get<ProblemDocument>(`/api/quality/${few}/letter.${kind}`)
      expect({ status, type: json.type, detail: json.detail }).toEqual({
        status: 409, type: '/problems/too-few', detail: 'Too few cases to write a letter about: 19 incidents in these months, and a letter needs at least 20.',
      })
      expect((await road.get(`/api/quality/${enough}/letter.${kind}`)).status).toBe(200)
    }
    expect((await road.get(`/api/quality/${enough}/letter.html`)).text).toContain('We have not judged places in this letter')
  } finally {
    await road.close()
  }
})
