// Three feeds through the in-gate over HTTP: what each row becomes, what is routed out, what is set aside and mended.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DuplicatePairs, Fixed, IngestReport, Quarantine } from '../../server/contract/ingest.ts'
import { cad, ecds, extract, istv, istvXml, type IstvRow } from '../support/feeds.ts'
import { countOf, openRoad, tablesDigest, type Road } from '../support/road.ts'

let road: Road
beforeAll(async () => {
  road = await openRoad()
})
afterAll(() => road.close())

const send = async (profile: string, body: string | Uint8Array): Promise<IngestReport> => {
  const { status, json, text } = await road.upload(body, `profile=${profile}&file=${profile}.csv`)
  if (status !== 201) throw new Error(`not taken in: ${text}`)
  return json
}

type Row = Record<string, string | null>
const casesOf = async ({ id }: IngestReport): Promise<Row[]> => (await road.knex.raw<{ rows: Row[] }>(
  `select c.reporting, c.pathway, c.category, c.method, c.place_type, c.age_band, c.sex, c.conveyed, c.severity, c.time_kind, c.time_flags, c.unplaced, c.place_text,
          c.occurred_from::text, c.occurred_to::text, c.operational_day::text, c.filed_on::text, p.level, p.lat::text, p.lng::text
   from cases c left join case_places p on p.case_id = c.id and p.ordinal = 0 where c.ingest_id = ? order by c.id`, [Number(id)])).rows

test('an A&E row: codes, band, time, and the words of the place', async () => {
  const report = await send('istv', istv([{ method: '06', text: 'o/s Chelmsford station', type: '03', age: '17', sex: 'F' }]))
  expect(report).toMatchObject({ standard: 'istv', organisations: ['Demo Hospital North (invented)'], periods: ['2025-03'], rows: { read: 1, accepted: 1 }, cases: 1, incidents: 1 })
  const [row] = await casesOf(report)
  expect(row).toMatchObject({
    reporting: 'health', pathway: 'counted', category: 'violence-and-sexual-offences', method: 'knife-or-sharp', place_type: 'street-or-outdoor', age_band: '10–17', sex: 'female',
    conveyed: 'not-asked', time_kind: 'exact', operational_day: '2025-03-08', filed_on: '2025-03-08', occurred_from: '2025-03-08 22:41:00+00',
  })
})

test('the same submission as XML, as CSV and packed is read alike', async () => {
  const rows: IstvRow[] = [{ text: 'pt home', type: '01' }, { text: 'Tesco & Co', assault: '08/03/2025 00:00' }, { text: '', method: '99' }]
  const told: Row[][] = []
  for (const [i, make] of [istv, istvXml, (r: IstvRow[]) => gzipSync(istv(r))].entries())
    told.push(await casesOf(await send('istv', make(rows.map((row) => ({ ...row, from: `0${i + 1}/03/2024`, to: `0${i + 1}/03/2024`, arrival: `0${i + 1}/03/2024 23:47`, assault: row.assault ?? '01/03/2024 21:15' }))))))
  const days = ['filed_on', 'time_flags', 'occurred_from', 'occurred_to', 'operational_day']
  const bare = told.map((list) => list.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !days.includes(column)))))
  expect(bare[1]).toEqual(bare[0])
  expect(bare[2]).toEqual(bare[0])
})

test('date-only never becomes midnight; filler and late times are told', async () => {
  const report = await send('istv', istv([
    { site: 'XH102', assault: '08/03/2025 00:00' }, { site: 'XH102', assault: '08/03/2025 23:47' }, { site: 'XH102', assault: '09/03/2025 04:00' }, { site: 'XH102', assault: '08/03/2025 22:30' },
  ]))
  const rows = await casesOf(report)
  expect(rows.map((row) => [row['time_kind'], row['operational_day'] !== null])).toEqual([['date', false], ['exact', true], ['range', true], ['exact', true]])
  expect(rows.map((row) => row['time_flags'])).toEqual(['heaped', 'default estimated', 'heaped estimated', 'heaped'])
  expect(report.issues.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['time-of-day-missing', 'time-default', 'time-after-arrival']))
})

test('self-inflicted and accidents are kept and found no incident', async () => {
  const report = await send('ecds', ecds([{}, { EC_Injury_Intent_SNOMED_CT: '276853009' }, { EC_Injury_Intent_SNOMED_CT: '' }]))
  expect(report.rows).toMatchObject({ read: 3, accepted: 3 })
  expect([report.cases, report.incidents]).toEqual([3, 1])
  expect((await casesOf(report)).map((row) => row['pathway'])).toEqual(['counted', 'self-inflicted', 'not-violence'])
  expect(report.droppedColumns).toEqual(['Der_Postcode_LSOA_Code'])
  expect(await countOf(road, `source_records where raw like '%E01021000%'`)).toBe(0)
})

test('a code that Excel has made a number sets its row aside, with that reason', async () => {
  const report = await send('ecds', ecds([
    { Arrival_Date: '2025-04-08', EC_Injury_Date: '2025-04-08' }, { Arrival_Date: '2025-04-08', EC_Injury_Date: '2025-04-08', EC_Injury_Intent_SNOMED_CT: '9.91431E+14' }]))
  expect(report.rows).toMatchObject({ accepted: 1, quarantined: 1 })
  expect(report.issues).toContainEqual({ kind: 'excel-number', count: 1 })
})

test('an ambulance job with three vehicles is one case; the last one took the patient', async () => {
  const report = await send('ambulance-cad', cad([
    { incident_no: 'J1', outcome: 'See and treat' }, { incident_no: 'J2', determinant: '04D02A' }, { incident_no: 'J1', resource: 'DA13', outcome: 'Cancelled' },
    { incident_no: 'J1', resource: 'DA14', outcome: 'Conveyed' }, { incident_no: 'J2', determinant: '04D02A' }, { incident_no: 'J3', determinant: '04B01T' },
  ]))
  expect(report.rows).toEqual({ read: 6, accepted: 5, quarantined: 0, duplicate: 1, superseded: 0 })
  expect([report.cases, report.incidents]).toEqual([3, 2])
  const rows = await casesOf(report)
  expect(rows.map((row) => [row['pathway'], row['conveyed']])).toEqual([['counted', 'yes'], ['counted', 'yes'], ['not-violence', 'yes']])
  expect(rows[0]).toMatchObject({ level: 'exact', unplaced: null })
  expect(Number(rows[0]!['lat'])).toBeCloseTo(51.73, 1)
  expect(await countOf(road, 'source_records r join cases c on c.id = r.case_id where r.ingest_id = ?', [Number(report.id)])).toBe(5)
})

test('a police extract: ranges, offences, and what the police found themselves', async () => {
  const report = await send('police-extract', extract([
    {}, { committed_to: '' }, { proactive_flag: 'Y', ho_class: '10D' }, { committed_from: '2025-03-09 22:00:00', committed_to: '2025-03-08 22:00:00' }, { knife_flag: 'Y', location_type: 'DWELLING' },
  ]))
  expect(report.rows).toMatchObject({ read: 5, accepted: 4, quarantined: 1 })
  const rows = await casesOf(report)
  expect(rows.map((row) => [row['time_kind'], row['reporting']])).toEqual([['range', 'reported'], ['exact', 'reported'], ['range', 'discovered'], ['range', 'reported']])
  expect(rows[2]).toMatchObject({ category: 'possession-of-weapons' })
  expect(rows[3]).toMatchObject({ method: 'knife-or-sharp', unplaced: 'home', level: 'home' })
  // Somebody's home: nothing finer than an area anywhere, the source record included.
  expect(await countOf(road, `source_records r join cases c on c.id = r.case_id where c.ingest_id = ? and c.unplaced = 'home' and raw like '%570680%'`, [Number(report.id)])).toBe(0)
})

describe('a period that is sent again', () => {
  test('replaces the days it declares, and no other', async () => {
    const day = (d: string): IstvRow => ({ from: '01/05/2025', to: '31/05/2025', arrival: `${d}/05/2025 23:47`, assault: `${d}/05/2025 22:41` })
    const month = await send('istv', istv([day('03'), day('10'), day('20'), day('21')]))
    const middle = await send('istv', istv([{ ...day('12'), from: '08/05/2025', to: '20/05/2025' }]))
    expect(middle.supersedes).toEqual([{ id: month.id, rows: 2 }])
    const { json } = await road.get<IngestReport>(`/api/ingests/${month.id}`)
    expect(json.rows).toEqual({ read: 4, accepted: 2, quarantined: 0, duplicate: 0, superseded: 2 })
    expect([json.cases, json.incidents]).toEqual([2, 2])
    expect(await countOf(road, `cases where ingest_id in (?, ?) and superseded_at is null`, [Number(month.id), Number(middle.id)])).toBe(3)
    expect(await countOf(road, `incidents i join cases c on c.id = i.id where c.ingest_id in (?, ?) and i.superseded_at is null`, [Number(month.id), Number(middle.id)])).toBe(3)
    const { json: run } = await road.run({ period: { from: '2025-05', to: '2025-06' } })
    expect(run.incidents + run.excluded.reduce((sum, { count }) => sum + count, 0)).toBe(3)
  })

  test('may not declare overlapping periods in one file, nor rows outside of them', async () => {
    const before = await tablesDigest(road)
    const bad = await road.upload(istv([
      { from: '01/06/2025', to: '30/06/2025', arrival: '03/06/2025 23:47', assault: '03/06/2025 22:41' }, { from: '15/06/2025', to: '30/06/2025', arrival: '20/06/2025 23:47', assault: '20/06/2025 22:41' }]), 'profile=istv&file=a.csv')
    expect([bad.status, (bad.json as unknown as { type: string }).type]).toEqual([422, '/problems/overlapping-periods'])
    expect(await tablesDigest(road)).toEqual(before)
    const report = await send('istv', istv([{ from: '01/07/2025', to: '31/07/2025', arrival: '03/07/2025 23:47', assault: '03/07/2025 22:41' }, { from: '01/07/2025', to: '31/07/2025', arrival: '03/08/2025 23:47', assault: '03/08/2025 22:41' }]))
    expect(report.issues).toContainEqual({ kind: 'outside-declared-period', count: 1 })
    expect(report.rows.quarantined).toBe(1)
  })
})

describe('a row that was set aside', () => {
  const day = { from: '01/09/2025', to: '30/09/2025', arrival: '06/09/2025 23:47' }

  test('is kept encrypted, opened for its owner, mended and judged again', async () => {
    const report = await send('istv', istv([{ ...day, assault: '06/09/2025 22:41' }, { ...day, assault: '31/09/2025 22:41', text: 'High Street Chelmsford' }]))
    expect(report.rows).toMatchObject({ accepted: 1, quarantined: 1 })
    expect(await countOf(road, `source_records where ingest_id = ? and status = 'quarantined' and raw = '' and sealed is not null and position('Chelmsford'::bytea in sealed) = 0`, [Number(report.id)])).toBe(1)
    const { json: list } = await road.get<Quarantine>(`/api/ingests/${report.id}/quarantine`)
    expect(list).toMatchObject({ total: 1, rows: [{ line: 3, issues: [{ field: 'occurred', kind: 'bad-time' }], fields: { occurred: '31/09/2025 22:41', placeText: 'High Street Chelmsford' } }] })
    const mend = (fields: Record<string, string>, line = 3) =>
      road.post<Fixed>(`/api/ingests/${report.id}/quarantine/${line}`, { fields })
    expect((await mend({ occurred: '99/09/2025' })).json).toMatchObject({ outcome: 'still-quarantined', issues: [{ kind: 'bad-time' }] })
    expect((await mend({ occured: 'x' })).status).toBe(400)
    expect((await mend({}, 99)).status).toBe(404)
    const { json: fixed } = await mend({ occurred: '06/09/2025 21:30' })
    expect(fixed).toMatchObject({ outcome: 'accepted', report: { rows: { read: 2, accepted: 2, quarantined: 0 }, cases: 2, incidents: 2 } })
    expect(await countOf(road, `source_records where ingest_id = ? and sealed is not null`, [Number(report.id)])).toBe(0)
    expect((await mend({ occurred: '06/09/2025 21:30' })).status).toBe(404)
    const { json: run } = await road.run({ period: { from: '2025-09', to: '2025-10' } })
    expect(run.incidents + run.excluded.reduce((sum, { count }) => sum + count, 0)).toBe(2)
  })

  test('cannot be mended into a file that a newer one has replaced', async () => {
    const october = { from: '01/10/2025', to: '31/10/2025', arrival: '06/10/2025 23:47' }
    const old = await send('istv', istv([{ ...october, assault: '06/10/2025 22:41' }, { ...october, assault: 'soon' }]))
    await send('istv', istv([{ ...october, assault: '06/10/2025 20:41' }]))
    const { status, json } = await road.post<{ detail: string }>(`/api/ingests/${old.id}/quarantine/3`, { fields: { occurred: '06/10/2025 21:00' } })
    expect([status, json.detail]).toEqual([409, expect.stringContaining('speaks for 2025-10-06')])
  })

  test('lines to mend come as CSV', async () => {
    const report = await send('istv', istv([{ ...day, site: 'XH102', assault: 'x' }, { ...day, site: 'XH102', assault: '06/09/2025 22:41' }]))
    const { text } = await road.get(`/api/ingests/${report.id}/issues.csv?kind=bad-time`)
    expect(text).toMatch(/^line,field,kind,meaning\r\n2,occurred,bad-time,/)
  })
})

test('a home by its words is kept to an area, coordinates or not', async () => {
  const report = await send('ambulance-cad', cad([
    { incident_no: 'H1', call_connect_ts: '2024-05-05 21:00:00', address_text: 'patients home address, Acacia Avenue', postcode: 'CO1 1AA' },
    { incident_no: 'H2', call_connect_ts: '2024-05-05 21:30:00', address_text: 'High Street' }]))
  expect((await casesOf(report)).map((row) => [row['unplaced'], row['level']])).toEqual([['home', 'home'], [null, 'exact']])
  expect(await countOf(road, `source_records where ingest_id = ? and (raw like '%570680%' or raw like '%CO1 1AA%')`, [Number(report.id)])).toBe(1)
})

test('a stray row of another month takes no month out of force', async () => {
  const row = (day: string) => ({ Arrival_Date: day, EC_Injury_Date: day })
  await send('ecds', ecds(Array.from({ length: 20 }, (_, i) => ({ ...row('2022-02-09'), EC_Ident: `F${i}` }))))
  const before = await tablesDigest(road)
  const { status, json } = await road.upload(ecds([...Array.from({ length: 5 }, (_, i) => ({ ...row('2022-04-09'), EC_Ident: `A${i}` })), { ...row('2022-02-09'), EC_Ident: 'stray' }]), 'profile=ecds&file=april.csv')
  expect([status, json]).toMatchObject([422, { type: '/problems/stray-rows', detail: expect.stringContaining('1 of its rows are of 2022-02') }])
  expect(await tablesDigest(road)).toEqual(before)
})

test('a mended row takes nothing of a newer file out of force', async () => {
  const march = { from: '01/03/2022', to: '31/03/2022' }
  const old = await send('istv', istv([{ ...march, arrival: '05/03/2022 23:47', assault: '05/03/2022 22:00' }, { ...march, site: 'ZZ999', arrival: '20/03/2022 23:47', assault: '20/03/2022 22:00' }]))
  expect(old.issues).toContainEqual({ kind: 'unknown-site', count: 1 })
  const newer = await send('istv', istv(['02', '09'].map((day) => ({ site: 'XH102', from: '01/03/2022', to: '15/03/2022', arrival: `${day}/03/2022 23:47`, assault: `${day}/03/2022 22:00` }))))
  const { json: fixed } = await road.post<Fixed>(`/api/ingests/${old.id}/quarantine/3`, { fields: { site: 'XH102' } })
  expect(fixed).toMatchObject({ outcome: 'accepted', report: { rows: { read: 2, accepted: 2, quarantined: 0 } } })
  expect((await road.get<IngestReport>(`/api/ingests/${newer.id}`)).json.rows).toMatchObject({ accepted: 2, superseded: 0 })
  const { json: dry } = await road.upload(istv([{ site: 'XH102', from: '10/03/2022', to: '31/03/2022', arrival: '25/03/2022 23:47', assault: '25/03/2022 22:00' }]), 'profile=istv&dryRun=true')
  expect(dry.supersedes).toEqual([{ id: old.id, rows: 1 }])
})

test('two departments that may tell of one patient are proposed as such', async () => {
  const shared = { from: '01/11/2024', to: '30/11/2024', method: '06', age: '33', sex: 'F', text: 'Colchester railway station' }
  await send('istv', istv([{ ...shared, site: 'XH101', arrival: '06/11/2024 22:00', assault: '06/11/2024 21:10' }]))
  await send('istv', istv([{ ...shared, site: 'XH102', arrival: '07/11/2024 01:30', assault: '06/11/2024 21:20' }]))
  const { json } = await road.get<DuplicatePairs>('/api/duplicates')
  expect(json.pairs.filter(({ reason }) => reason.startsWith('two organisations'))).toMatchObject([{ organisation: 'Demo Hospital North (invented)', otherOrganisation: 'Demo Hospital Mid (invented)', day: '2024-11-06' }])
  // Both stay: a proposal removes nothing.
  expect(await countOf(road, `cases where filed_on between '2024-11-06' and '2024-11-07' and superseded_at is null`)).toBe(2)
})
