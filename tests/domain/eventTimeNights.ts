// 20,000 rows of ten nights on which the clocks changed, judged by a clock of its own (Intl), and the digest of what came out of
// them. Run by itself it prints the digest: the test does so under three time zones.
import { createHash } from 'node:crypto'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../../server/demo/random.ts'
import { eventTimeOf, type TimeOutcome } from '../../server/domain/eventTime.ts'
import { readDateTime } from '../../server/domain/eventTimeFormats.ts'

/** Midnight UTC of the Sundays. */
export const NIGHTS = ['2016-03-27', '2016-10-30', '2018-03-25', '2018-10-28', '2020-03-29', '2021-10-31', '2023-03-26', '2024-10-27', '2026-03-29', '2026-10-25']
const ROWS = 20_000
const NOW = Date.UTC(2026, 10, 20)
const MINUTE = 60_000

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
/** `30/10/2016 01:30` */
const wall = (instant: number) => clock.format(instant).replace(',', '')

/** Every minute at which the clock on the wall showed this, earliest first. */
function oracle(text: string, night: number): number[] {
  const [hour, minute] = [Number(text.slice(11, 13)), Number(text.slice(14, 16))]
  const saturday = Number(text.slice(0, 2)) !== new Date(night).getUTCDate()
  const asGmt = night + ((saturday ? hour - 24 : hour) * 60 + minute) * MINUTE
  return [asGmt - 60 * MINUTE, asGmt].filter((instant) => wall(instant) === text)
}

export type NightRow = { text: string; at: number[]; outcome: TimeOutcome }

/** Any minute of the wall clock from Saturday 20:00 to Sunday 08:00, half of them in the hour that changes; some that never were. */
export function* nightRows(seed: number): Generator<NightRow> {
  const random = createRandom(seed)
  for (let i = 0; i < ROWS; i++) {
    const night = Date.parse(`${NIGHTS[i % NIGHTS.length]}T00:00:00Z`)
    const minutes = random.next() < 0.5 ? 60 + Math.floor(random.next() * 60) : Math.floor(random.next() * 720) - 240
    const local = new Date(night + minutes * MINUTE).toISOString() // a wall clock, written as if it were UTC
    const text = `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 16)}`
    const read = readDateTime(text, ['DD/MM/YYYY HH:mm'])
    yield { text, at: oracle(text, night), outcome: eventTimeOf({ at: read }, { now: NOW }) }
  }
}

export function digestOfNights(seed: number): string {
  const hash = createHash('sha256')
  for (const { text, outcome } of nightRows(seed)) hash.update(`${text} ${JSON.stringify(outcome)}\n`)
  return hash.digest('hex')
}

if (argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${digestOfNights(1)} ${new Date(2025, 6, 1).getTimezoneOffset()}\n`)
