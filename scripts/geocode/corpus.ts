// The texts of a folder that `npm run demo-county` wrote, each with what its row tells beside it and with the truth.
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Profile } from '../../server/contract/profile.ts'
import type { PlaceType, Said } from '../../server/contract/vocabulary.ts'
import type { Point } from '../../server/geocode/distance.ts'
import type { Hints } from '../../server/geocode/geocoder.ts'
import { closeSpares, readRows } from '../../server/ingest/parse/readRows.ts'
import { readHeader } from '../../server/ingest/profiles/columns.ts'
import { createCleanText } from '../../server/ingest/steps/words.ts'
import type { DemoGround } from './demoGround.ts'

/** `text` as the in-gate passes it on: without personal data. `describes` and `style` are the demo county's own words for what was written. */
export type Labelled = { feed: string; text: string; hints: Hints; truth: Point; placeId: string | null; mappable: boolean; describes: string; style: string }

type TruthRow = { file: string; line: string; incident: string; mappable: string; place_id: string; describes: string; text_style: string }
type TruthIncident = { incident: string; lat: string; lng: string }

/** What an ambulance was called to is not always where it happened: such a text is judged by the place it describes. */
const CALL_PLACE = /^call-place/

export async function readCorpus(dir: string, ground: Pick<DemoGround, 'codeLists' | 'sites' | 'scrubber' | 'profiles' | 'gazetteer'>): Promise<Labelled[]> {
  const read = <T>(file: string) => parse(readFileSync(join(dir, 'truth', file), 'utf8'), { columns: true }) as T[]
  const incidents = new Map(read<TruthIncident>('incidents.csv').map(({ incident, lat, lng }) => [incident, { lat: Number(lat), lng: Number(lng) }]))
  const entries = new Map(ground.gazetteer.map((entry) => [entry.id, entry]))
  const byFile = new Map<string, Map<number, TruthRow>>()
  for (const row of read<TruthRow>('rows.csv')) {
    const lines = byFile.get(row.file) ?? new Map<number, TruthRow>()
    byFile.set(row.file, lines.set(Number(row.line), row))
  }
  const list: Labelled[] = []
  for (const [file, truths] of byFile) {
    const feed = file.split('/')[0]!
    const profile = ground.profiles.find(({ name }) => name === feed)
    if (!profile?.columns.placeText) continue // police.uk files have no words of their own
    for await (const { text, hints, line } of readTexts(join(dir, file), file, profile, ground)) {
      const row = truths.get(line)
      if (!row) throw new Error(`${file} line ${line} is not in truth/rows.csv`)
      const described = CALL_PLACE.test(row.text_style) ? entries.get(row.place_id) : undefined
      if (CALL_PLACE.test(row.text_style) && !described) continue
      const truth = described ?? incidents.get(row.incident)
      if (!truth) continue // rows without violence (self-inflicted, repeats without an event) have no truth
      list.push({ feed, text, hints, truth, placeId: row.place_id || null, mappable: row.mappable === '1', describes: row.describes, style: row.text_style })
    }
  }
  void closeSpares()
  return list
}

/** The hints are those of the in-gate (server/ingest/steps/where.ts); coordinates in the row are left aside. */
async function* readTexts(path: string, file: string, profile: Profile, ground: Pick<DemoGround, 'codeLists' | 'sites' | 'scrubber'>): AsyncGenerator<{ text: string; hints: Hints; line: number }> {
  const clean = createCleanText(ground.scrubber)
  let columns: ReturnType<typeof readHeader> | null = null
  const codes = ground.codeLists.get(profile.codeLists.placeType ?? '')
  for await (const batch of readRows(() => createReadStream(path), { file, ...(profile.xmlRecord && { xmlRecord: profile.xmlRecord }) })) {
    for (const { fields, line } of batch) {
      if (!columns) {
        columns = readHeader(fields, profile, file)
        continue
      }
      const cleaned = clean(columns.name(fields))
      if ('fault' in cleaned) continue // set aside by the in-gate: never geocoded
      const { site, postcode, placeText, placeType: code } = cleaned.row.fields
      const near = site ? ground.sites.byCode(site) : null
      const placeType = code ? ((codes?.lookup(code)?.placeType ?? 'unknown') as Said<PlaceType>) : profile.columns.placeType ? 'missing' : 'not-asked'
      yield { text: placeText ?? '', line, hints: { near: near?.source === 'emergency-department' ? near : null, ...(postcode && { postcode }), placeType } }
    }
  }
}
