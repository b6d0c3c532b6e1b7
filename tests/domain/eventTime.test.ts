// From what a row says of its time to what we hold of it: each rule of the table in eventTime.ts, and the nights of the clock change.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventTimeOf, hourOf, instantOf, type TimeContext, type TimeOutcome, type TimesOfRow } from '../../server/domain/eventTime.ts'
import { checkFormats, readDateTime, type ReadTime } from '../../server/domain/eventTimeFormats.ts'
import { operationalDay } from '../../server/domain/londonTime.ts'
import { digestOfNights, nightRows } from './eventTimeNights.ts'

const FORMATS = ['DD/MM/YYYY HH:mm:ss', 'DD/MM/YYYY HH:mm', 'DD/MM/YYYY', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD HH', 'YYYY-MM-DD', 'YYYY-MM', 'HH:mm']
const read = (text: string): ReadTime => {
  const found = readDateTime(text, FORMATS)
  if (!found) throw new Error(`not read: ${text}`)
  return found
}
const NOW = Date.UTC(2026, 10, 20, 12)
const row = (said: { [K in keyof TimesOfRow]: string }): TimesOfRow => Object.fromEntries(Object.entries(said).map(([key, text]) => [key, read(text)]))
const judge = (said: { [K in keyof TimesOfRow]: string }, context: Partial<TimeContext> = {}) => eventTimeOf(row(said), { now: NOW, ...context })
/** A line a person can read: from–to kind [flags] day issues. */
const line = (outcome: TimeOutcome) =>
  'fault' in outcome
    ? outcome.fault
    : [`${outcome.time.from}–${outcome.time.to}`, outcome.time.kind, `[${outcome.time.flags.join()}]`, outcome.time.operationalDay ?? '-', ...outcome.issues].join(' ')
const arrival = (text: string) => ({ arrival: instantOf(read(text)) })

describe('one time', () => {
  test.each<[said: string, context: Partial<TimeContext>, becomes: string]>([
    ['05/07/2025 23:17', {}, '2025-07-05T22:17:00Z–2025-07-05T22:18:00Z exact [] 2025-07-05'],
    ['06/07/2025 02:17:59', {}, '2025-07-06T01:17:00Z–2025-07-06T01:18:00Z exact [] 2025-07-05'],
    ['06/07/2025 02:30', {}, '2025-07-06T01:30:00Z–2025-07-06T01:31:00Z exact [heaped] 2025-07-05'],
    ['06/01/2025 00:00', {}, '2025-01-06T00:00:00Z–2025-01-06T00:01:00Z exact [heaped] 2025-01-05'],
    ['06/01/2025 00:00', { midnightIsDateOnly: true }, '2025-01-06T00:00:00Z–2025-01-07T00:00:00Z date [heaped] - time-of-day-missing'],
    ['05/01/2025 24:00', { midnightIsDateOnly: true }, '2025-01-06T00:00:00Z–2025-01-06T00:01:00Z exact [heaped] 2025-01-05'],
    ['06/01/2025 21:00', { wholeHours: true }, '2025-01-06T21:00:00Z–2025-01-06T22:00:00Z hour [] 2025-01-06'],
    ['2025-01-06 21', {}, '2025-01-06T21:00:00Z–2025-01-06T22:00:00Z hour [] 2025-01-06'],
    ['30/03/2025', {}, '2025-03-30T00:00:00Z–2025-03-30T23:00:00Z date [] - time-of-day-missing'],
    ['26/10/2025', {}, '2025-10-25T23:00:00Z–2025-10-27T00:00:00Z date [] - time-of-day-missing'],
    ['2025-12', {}, '2025-12-01T00:00:00Z–2026-01-01T00:00:00Z month [] -'],
    ['30/03/2025 01:20', {}, '2025-03-30T01:20:00Z–2025-03-30T01:21:00Z exact [nonexistent,estimated] 2025-03-29 time-nonexistent'],
    ['26/10/2025 01:20', {}, '2025-10-26T00:20:00Z–2025-10-26T01:21:00Z range [ambiguous] 2025-10-25 time-ambiguous'],
    ['2025-10-26 01', {}, '2025-10-26T00:00:00Z–2025-10-26T02:00:00Z range [ambiguous] 2025-10-25 time-ambiguous'],
    ['2025-10-26T01:20:00+01:00', {}, '2025-10-26T00:20:00Z–2025-10-26T00:21:00Z exact [] 2025-10-25'],
    ['2025-10-26T01:20:00Z', {}, '2025-10-26T01:20:00Z–2025-10-26T01:21:00Z exact [] 2025-10-25'],
    ['26/10/2025 01:50', arrival('26/10/2025 01:40'), '2025-10-26T00:50:00Z–2025-10-26T00:51:00Z exact [] 2025-10-25'],
    ['26/10/2025 01:20', arrival('26/10/2025 03:00'), '2025-10-26T00:20:00Z–2025-10-26T01:21:00Z range [ambiguous] 2025-10-25 time-ambiguous'],
    ['26/10/2025 01:20', { now: Date.UTC(2025, 9, 26, 0, 45) }, '2025-10-26T00:20:00Z–2025-10-26T00:21:00Z exact [] 2025-10-25'],
    ['05/07/2025 23:17', arrival('05/07/2025 23:17:40'), '2025-07-05T22:17:00Z–2025-07-05T22:18:00Z exact [default,estimated] 2025-07-05 time-default'],
    ['26/10/2025 01:17', arrival('26/10/2025 01:17'), '2025-10-26T01:17:00Z–2025-10-26T01:18:00Z exact [default,estimated] 2025-10-25 time-default'],
    ['06/07/2025 01:10', arrival('06/07/2025 00:50'), '2025-07-05T17:50:00Z–2025-07-05T23:50:00Z range [estimated] 2025-07-05 time-after-arrival'],
    ['07/07/2025', arrival('06/07/2025 08:50'), '2025-07-06T01:50:00Z–2025-07-06T07:50:00Z range [estimated] - time-after-arrival'],
    ['20/11/2026 12:01', {}, 'future-time'],
    ['21/11/2026', {}, 'future-time'],
    ['20/11/2026', {}, '2026-11-20T00:00:00Z–2026-11-21T00:00:00Z date [] - time-of-day-missing'],
    ['2026-12', {}, 'future-time'],
    ['21:40', {}, 'bad-time'],
  ])('%s %j', (said, context, becomes) => {
    expect(line(judge({ at: said }, context))).toBe(becomes)
  })
})

describe('two columns, and ranges', () => {
  test.each<[said: { [K in keyof TimesOfRow]: string }, becomes: string]>([
    [{ date: '05/07/2025', time: '23:17' }, '2025-07-05T22:17:00Z–2025-07-05T22:18:00Z exact [] 2025-07-05'],
    [{ date: '05/07/2025' }, '2025-07-04T23:00:00Z–2025-07-05T23:00:00Z date [] - time-of-day-missing'],
    [{ time: '23:17' }, 'bad-time'],
    [{}, 'bad-time'],
    [{ month: '2025-01' }, '2025-01-01T00:00:00Z–2025-02-01T00:00:00Z month [] -'],
    [{ from: '05/07/2025 22:10', to: '06/07/2025 03:00' }, '2025-07-05T21:10:00Z–2025-07-06T02:00:00Z range [] 2025-07-05'],
    [{ from: '05/07/2025 22:10', to: '06/07/2025 09:00' }, '2025-07-05T21:10:00Z–2025-07-06T08:00:00Z range [] -'],
    [{ from: '05/07/2025 22:10', to: '05/07/2025 22:10' }, '2025-07-05T21:10:00Z–2025-07-05T21:11:00Z exact [] 2025-07-05'],
    [{ from: '05/07/2025 00:00', to: '05/07/2025 23:59' }, '2025-07-04T23:00:00Z–2025-07-05T23:00:00Z date [] - time-of-day-missing'],
    [{ from: '05/07/2025', to: '05/07/2025' }, '2025-07-04T23:00:00Z–2025-07-05T23:00:00Z date [] - time-of-day-missing'],
    [{ from: '05/07/2025', to: '06/07/2025' }, '2025-07-04T23:00:00Z–2025-07-06T23:00:00Z range [] -'],
    [{ from: '05/07/2025 22:10' }, '2025-07-05T21:10:00Z–2025-07-05T21:11:00Z exact [] 2025-07-05'],
    [{ to: '05/07/2025 22:10' }, '2025-07-05T21:10:00Z–2025-07-05T21:11:00Z exact [estimated] 2025-07-05'],
    [{ from: '26/10/2025 01:50', to: '26/10/2025 01:10' }, '2025-10-26T00:50:00Z–2025-10-26T01:10:00Z range [ambiguous] 2025-10-25 time-ambiguous'],
    [{ from: '30/03/2025 01:30', to: '30/03/2025 02:10' }, '2025-03-30T01:00:00Z–2025-03-30T01:10:00Z range [nonexistent,estimated] 2025-03-29 time-nonexistent'],
    [{ from: '06/07/2025 03:00', to: '05/07/2025 22:10' }, 'range-backwards'],
    [{ from: '20/11/2026 11:00', to: '20/11/2026 13:00' }, 'future-time'],
  ])('%j', (said, becomes) => {
    expect(line(judge(said))).toBe(becomes)
  })
})

test('an arrival in the hour that happens twice is the later one; a date is no moment', () => {
  expect(instantOf(read('26/10/2025 01:40'))).toBe(Date.UTC(2025, 9, 26, 1, 40))
  expect(instantOf(read('30/03/2025 01:40'))).toBe(Date.UTC(2025, 2, 30, 1, 40))
  expect([instantOf(read('26/10/2025')), instantOf(null)]).toEqual([null, null])
})

describe('reading', () => {
  const one = (text: string, format: string) => {
    const found = readDateTime(text, [format])
    return found && `${found.kind} ${[found.y, found.m, found.d, found.h, found.mi, found.s].join(' ')}${found.offset === undefined ? '' : ` ${found.offset}`}`
  }
  test.each<[text: string, format: string, found: string | null]>([
    ['05/07/2025 23:17', 'DD/MM/YYYY HH:mm', 'exact 2025 7 5 23 17 0'],
    [' 5/7/2025  9:05 ', 'DD/MM/YYYY HH:mm', 'exact 2025 7 5 9 5 0'],
    ['29/02/2024', 'DD/MM/YYYY', 'date 2024 2 29 0 0 0'],
    ['29/02/2025', 'DD/MM/YYYY', null],
    ['29/02/2100', 'DD/MM/YYYY', null],
    ['31/04/2025', 'DD/MM/YYYY', null],
    ['32/01/2025', 'DD/MM/YYYY', null],
    ['01/13/2025', 'DD/MM/YYYY', null],
    ['00/01/2025', 'DD/MM/YYYY', null],
    ['05/07/25', 'DD/MM/YYYY', null],
    ['05/07/2025 23:17', 'DD/MM/YYYY', null],
    ['05/07/2025 24:00', 'DD/MM/YYYY HH:mm', 'exact 2025 7 5 24 0 0'],
    ['05/07/2025 24:01', 'DD/MM/YYYY HH:mm', null],
    ['05/07/2025 23:60', 'DD/MM/YYYY HH:mm', null],
    ['1900-01-01', 'YYYY-MM-DD', null],
    ['9999-12-31', 'YYYY-MM-DD', null],
    ['2025-07-05T23:17:01.123Z', 'YYYY-MM-DDTHH:mm:ss', 'exact 2025 7 5 23 17 1 0'],
    ['2025-07-05T23:17:01+05:30', 'YYYY-MM-DDTHH:mm:ss', 'exact 2025 7 5 23 17 1 330'],
    ['2025-07-05T23:17:01-0100', 'YYYY-MM-DDTHH:mm:ss', 'exact 2025 7 5 23 17 1 -60'],
    ['2025-07-05T23:17:01+99:00', 'YYYY-MM-DDTHH:mm:ss', null],
    ['2025-07', 'YYYY-MM', 'month 2025 7 1 0 0 0'],
    ['2025-13', 'YYYY-MM', null],
    ['05-JUL-2025 23:17', 'DD-MMM-YYYY HH:mm', 'exact 2025 7 5 23 17 0'],
    ['05-Jux-2025 23:17', 'DD-MMM-YYYY HH:mm', null],
    ['05-sept-2025 23:17', 'DD-MMM-YYYY HH:mm', 'exact 2025 9 5 23 17 0'],
    ['0930', 'HHmm', 'time 0 0 0 9 30 0'],
    ['930', 'HHmm', 'time 0 0 0 9 30 0'],
    ['9930', 'HHmm', null],
    ['23:59:58', 'HH:mm:ss', 'time 0 0 0 23 59 58'],
    ['20250705', 'YYYYMMDD', 'date 2025 7 5 0 0 0'],
    ['2025075', 'YYYYMMDD', null],
    ['45843', 'excel', 'date 2025 7 5 0 0 0'],
    ['45843.970138889', 'excel', 'exact 2025 7 5 23 17 0'],
    ['45843.0', 'excel', 'exact 2025 7 5 0 0 0'],
    ['0.970138889', 'excel', 'time 0 0 0 23 17 0'],
    ['2', 'excel', null],
    ['9.91431E+14', 'excel', null],
    ['', 'excel', null],
    ['unknown', 'DD/MM/YYYY', null],
  ])('%s as %s', (text, format, found) => {
    expect(one(text, format)).toBe(found)
  })

  test('formats that say nothing are faults of the profile', () => {
    for (const format of ['', 'HH', 'DD/MM', 'yyyy', 'HH:mm HH:mm', 'DD HH:mm']) expect(() => checkFormats([format])).toThrow('not a date format')
    checkFormats([...FORMATS, 'excel', 'HHmm', 'HH:mm:ss', 'DD-MMM-YYYY HH:mm', 'YYYY-MM-DD HH:mm:ss'])
  })

  test('every day there is, and none that there is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1920, max: 2099 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (y, m, d) => {
        const date = new Date(Date.UTC(y, m - 1, d))
        const real = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d
        expect(readDateTime(`${d}/${m}/${y}`, ['DD/MM/YYYY']) !== null).toBe(real)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('20,000 rows of ten nights on which the clocks changed', () => {
  test('every one is kept, holds the true minute, and is flagged as the tz database has it', () => {
    const count = { ordinary: 0, ambiguous: 0, nonexistent: 0 }
    for (const { text, at, outcome } of nightRows(1)) {
      if ('fault' in outcome) throw new Error(`${text} was lost: ${outcome.fault}`)
      const { time, issues } = outcome
      const [from, to] = [Date.parse(time.from), Date.parse(time.to)]
      const [first = from, last = first] = [at[0], at.at(-1)]
      expect([text, from, to - 60_000], text).toEqual([text, first, last])
      expect([time.flags.includes('ambiguous'), time.flags.includes('nonexistent')], text).toEqual([at.length === 2, at.length === 0])
      expect([issues.includes('time-ambiguous'), issues.includes('time-nonexistent')], text).toEqual([at.length === 2, at.length === 0])
      expect([time.kind, time.operationalDay, hourOf(time)], text).toEqual([at.length === 2 ? 'range' : 'exact', operationalDay(from), at.length === 2 ? null : Number(text.slice(11, 13)) + (at.length === 0 ? 1 : 0)])
      count[at.length === 2 ? 'ambiguous' : at.length === 0 ? 'nonexistent' : 'ordinary']++
    }
    expect(count.ordinary + count.ambiguous + count.nonexistent).toBe(20_000)
    expect(Math.min(count.ordinary, count.ambiguous, count.nonexistent)).toBeGreaterThan(4000)
  })

  test('the same under three time zones', () => {
    const script = fileURLToPath(new URL('./eventTimeNights.ts', import.meta.url))
    const digests = ['UTC', 'Europe/London', 'Pacific/Auckland'].map((TZ) =>
      execFileSync(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, TZ }, encoding: 'utf8' }).trim().split(' '),
    )
    // Each process really lived in its zone, and said the same.
    expect(digests.map(([, offset]) => offset)).toEqual(['0', '-60', '-720'])
    expect(digests.map(([digest]) => digest)).toEqual(Array(3).fill(digestOfNights(1)))
  }, 60_000)
})

test('reading and judging keep up: 100,000 rows a second and more', () => {
  const texts = Array.from({ length: 100_000 }, (_, i) => `${String((i % 28) + 1).padStart(2, '0')}/${String((i % 12) + 1).padStart(2, '0')}/2024 ${String(i % 24).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`)
  const start = process.cpuUsage() // what other processes do meanwhile does not count
  for (const text of texts) eventTimeOf({ at: readDateTime(text, FORMATS) }, { now: NOW })
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})
