// Five hundred identifiers of invented people, planted wherever a file has room for them, by every road into the service: afterwards
// none of them is anywhere but in the encrypted quarantine.
import { mkdtempSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canaries } from '../support/canaries.ts'
import { cad, ecds, extract, istv, istvXml } from '../support/feeds.ts'
import { countOf, openRoad, type Road } from '../support/road.ts'

const planted = canaries(1, 500)
/** What must be nowhere, as it would be found whatever the spelling: lower case, in one needle each. */
const needles = [...new Set(planted.flatMap(({ mustNotAppear }) => mustNotAppear.map((text) => text.toLowerCase())))]

let road: Road
const answers: string[] = []
beforeAll(async () => {
  road = await openRoad()
})
afterAll(() => road.close())

const send = async (profile: string, body: string | Uint8Array, more = ''): Promise<{ id: string | null }> => {
  const { text, json } = await road.upload(body, `profile=${profile}&file=feed.csv${more}`)
  answers.push(text)
  return { id: (json as { id?: string }).id ?? null }
}

const found = (text: string): string[] => {
  const low = text.normalize('NFKC').replaceAll(/[\u200b-\u200d\ufeff]/g, '').toLowerCase()
  // Numbers are looked for without the spaces and hyphens that people put into them.
  const squeezed = low.replaceAll(/(?<=\d)[ -]+(?=\d)/g, '')
  return needles.filter((needle) => low.includes(needle) || (/^\d+$/.test(needle) && squeezed.includes(needle)))
}

test('the needles are found when they are there', () => {
  expect(planted).toHaveLength(500)
  // A few are disguised beyond what a search finds again (two letters of another alphabet, a line of their own).
  expect(planted.filter(({ text }) => found(text).length > 0).length).toBeGreaterThan(480)
})

test('no identifier gets to disk, into an answer or into the log', { timeout: 240_000 }, async () => {
  const texts = planted.map(({ text }) => text)
  const values = planted.map(({ value }) => value)
  const at = <T>(list: T[], i: number): T => list[i % list.length]!
  const half = (n: 0 | 1) => texts.filter((_, i) => i % 2 === n)
  const march = { from: '01/03/2025', to: '31/03/2025' }
  // In the words of the place, by each format and feed.
  const ids = [
    await send('istv', istv(half(0).map((text) => ({ ...march, text })))),
    await send('istv', istvXml(half(1).map((text) => ({ ...march, site: 'XH102', text })))),
    await send('istv', gzipSync(istv(texts.slice(0, 80).map((text) => ({ ...march, site: 'XL201', text }))))),
    await send('ecds', ecds(texts.slice(80, 250).map((text, i) => ({ EC_Ident: at(values, i), Assault_Location_Description: text })))),
    await send('ambulance-cad', cad(texts.slice(250, 400).map((text, i) => ({ incident_no: at(values, i), address_text: text, easting: '', northing: '', resource: at(values, i + 7), postcode: at(values, i + 3) })))),
    await send('police-extract', extract(texts.slice(400).map((text, i) => ({ crime_no: at(values, i), location_text: text, easting: '', northing: '', ho_offence: at(values, i), da_flag: at(texts, i), hate_flag: at(values, i + 1) })))),
    // In columns that nobody declared, and in columns meant for something else.
    await send('istv', istv([{ ...march, site: 'XH102', from: '01/04/2025', to: '30/04/2025', arrival: '05/04/2025 22:00', assault: '05/04/2025 21:00' }], { 'Patient Name': at(values, 0), 'NHS Number': '999 000 0018' })),
    await send('ecds', ecds(values.slice(0, 120).map((value, i) => ({ Arrival_Date: '2025-06-08', EC_Injury_Date: '2025-06-08', [(['Age_At_CDS_Activity_Date', 'Sex', 'EC_Injury_Mechanism_SNOMED_CT', 'EC_Place_Of_Injury_SNOMED_CT', 'Acuity_SNOMED_CT', 'Der_Dupe_Flag', 'Arrival_Time', 'EC_Place_Of_Injury_Latitude'] as const)[i % 8]!]: value })))),
    await send('istv', istv(values.slice(120, 240).map((value, i) => ({ from: '01/07/2025', to: '31/07/2025', arrival: '05/07/2025 22:00', assault: '05/07/2025 21:00', [(['site', 'method', 'type', 'age', 'sex', 'assault'] as const)[i % 6]!]: value })))),
    await send('ambulance-cad', cad(values.slice(240, 340).map((value, i) => ({ call_connect_ts: '2025-07-05 22:00:00', [(['service', 'determinant', 'outcome', 'easting', 'age', 'hospital', 'cleared_ts'] as const)[i % 7]!]: value })))),
  ]
  // In files that are refused, dry runs, broken rows, headers, names and queries.
  await send('istv', texts.join('\n'))
  await send('istv', istv(texts.slice(0, 50).map((text) => ({ from: '01/08/2025', to: '31/08/2025', text }))), '&dryRun=true')
  await send('istv', `${istv([]).trim()},${at(texts, 1).replaceAll(',', ' ')}\n`)
  await send('istv', istv([{ ...march, text: at(texts, 5) }]).replace('XH101', `XH101,${at(values, 9)}`))
  await send('police-uk', Buffer.from(`Crime ID,Month\n"${at(texts, 3)}`))
  for (const { id } of ids) {
    if (id === null) continue
    for (const path of [`/api/ingests/${id}`, `/api/ingests/${id}/issues.csv`]) answers.push((await road.get(path)).text)
  }
  for (const path of ['/api/ingests', '/api/catalogue', '/api/duplicates', '/api/profiles', '/api/places/review', '/api/quality']) answers.push((await road.get(path)).text)
  const { json: run } = await road.run({})
  answers.push(JSON.stringify(run), (await road.get(`/api/runs/${run.id}/hotspots.csv`)).text)

  expect(found(answers.join('\n')), 'in answers').toEqual([])
  expect(found(JSON.stringify(road.bugs)), 'in the log').toEqual([])
  expect(await road.spooled(), 'in temporary files').toEqual([])
  const { rows: tables } = await road.knex.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'spatial_ref_sys'`)
  for (const { name } of tables) {
    const { rows } = await road.knex.raw<{ rows: { said: string }[] }>(`select t::text as said from ?? t`, [name])
    // Not the sealed bytes as figures: chance alone would write six of them in a row. They are looked at below, as what they are.
    for (const said of rows.map((row) => row.said.replaceAll(/\\+x[0-9a-f]{40,}/g, ''))) expect({ row: said, holds: found(said) }, `in the table ${name}`).toEqual({ row: said, holds: [] })
  }
  expect(await countOf(road, `source_records`)).toBeGreaterThan(700)
  expect(await countOf(road, `source_records where sealed is not null`)).toBeGreaterThan(20)
  const { rows: sealed } = await road.knex.raw<{ rows: { sealed: Buffer }[] }>(`select sealed from source_records where sealed is not null`)
  for (const { sealed: bytes } of sealed) expect(found(bytes.toString('latin1').replaceAll(/\d/g, ''))).toEqual([])
  // Nor in what the process left in its temporary folder.
  const left = join(mkdtempSync(join(road.spoolDir, '..', 'look-')), '..')
  for (const entry of (await readdir(left, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()))
    expect(found((await readFile(join(entry.parentPath, entry.name))).toString('latin1')), entry.name).toEqual([])
})
