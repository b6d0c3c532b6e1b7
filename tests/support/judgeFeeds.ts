// Judges files of every feed and prints one digest of all that became of their rows: run under several time zones, it must say the same.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { readRows } from '../../server/ingest/parse/readRows.ts'
import { createPipeline } from '../../server/ingest/pipeline.ts'
import { readHeader } from '../../server/ingest/profiles/columns.ts'
import { cad, ecds, extract, istv } from './feeds.ts'
import { testGround } from './ground.ts'
import { fileText, offences } from './policeUk.ts'

/** Minutes round both changes of the clock and round midnight, in each feed's own way of writing. */
const NIGHTS = [['30', '03'], ['26', '10'], ['31', '12'], ['01', '01'], ['30', '06']] as const
const CLOCKS = ['00:00', '00:01', '00:59', '01:00', '01:30', '01:59', '02:00', '02:30', '05:59', '06:00', '23:59']
const times = NIGHTS.flatMap(([d, m]) => CLOCKS.map((clock) => ({ d, m, clock })))

const files: [profile: string, text: string][] = [
  ['istv', istv(times.map(({ d, m, clock }) => ({ from: '01/01/2025', to: '31/12/2025', arrival: `${d}/${m}/2025 23:59`, assault: `${d}/${m}/2025 ${clock}`, text: 'High Street' })))],
  ['ecds', ecds(times.map(({ d, m, clock }) => ({ Arrival_Date: `2025-${m}-${d}`, Arrival_Time: '23:58:00', EC_Injury_Date: `2025-${m}-${d}`, EC_Injury_Time: `${clock}:00` })))],
  ['ambulance-cad', cad(times.map(({ d, m, clock }, i) => ({ incident_no: `J${i}`, call_connect_ts: `2025-${m}-${d} ${clock}:30` })))],
  ['police-extract', extract(times.map(({ d, m, clock }) => ({ committed_from: `2025-${m}-${d} ${clock}:00`, committed_to: `2025-${m}-${d} 23:59:00`, reported_ts: `2025-${m}-${d} 23:59:00` })))],
  ['police-uk', fileText(offences(20, { month: '2025-03' }))],
]

const { ground, profiles } = testGround()
const hash = createHash('sha256')
for (const [name, text] of files) {
  const profile = profiles.named(name)
  let pipeline: ReturnType<typeof createPipeline> | undefined
  for await (const batch of readRows(() => Readable.from([Buffer.from(text)]), { file: name })) {
    const rows = pipeline ? batch : batch.slice(1)
    pipeline ??= createPipeline(profile, readHeader(batch[0]?.fields ?? [], profile, name), name, ground, new Date('2026-11-23T12:00:00Z'))
    for (const row of rows) {
      const { record: { sealed: _, ...record }, ...rest } = pipeline.row(row)
      hash.update(JSON.stringify({ record, ...rest }))
    }
  }
}
process.stdout.write(hash.digest('hex'))
