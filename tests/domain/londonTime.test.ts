// The rules of summer time against the tz database (Intl), and the shape of days.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayStart, isoInstant, localToInstants, londonDay, londonOffset, londonParts, operationalDay, summerOf, weekdayOf } from '../../server/domain/londonTime.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const intl = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })

/** `01/03/2025, 22:15:00` of both clocks. */
const ours = (instant: number) => {
  const { year, month, day, hour, minute, second } = londonParts(instant)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(day)}/${two(month)}/${year}, ${two(hour)}:${two(minute)}:${two(second)}`
}

const instants = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2044, 11, 31) })

describe('the clock agrees with the tz database', () => {
  test('every half hour of the days round each change, 1972–2044', () => {
    for (let year = 1972; year <= 2044; year++)
      for (const change of Object.values(summerOf(year)))
        for (let at = change - DAY; at <= change + DAY; at += HOUR / 2) {
          expect(ours(at)).toBe(intl.format(at))
          expect(ours(at - 1000)).toBe(intl.format(at - 1000))
        }
  })

  test('at any instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(ours(at)).toBe(intl.format(at))
      }),
      { numRuns: 5000 },
    )
  })

  test('changes come where they were ordered', () => {
    const changes = (year: number) => [summerOf(year).from, summerOf(year).to].map(isoInstant)
    expect(changes(1972)).toEqual(['1972-03-19T02:00:00Z', '1972-10-29T02:00:00Z'])
    expect(changes(1989)).toEqual(['1989-03-26T01:00:00Z', '1989-10-29T01:00:00Z'])
    expect(changes(1995)).toEqual(['1995-03-26T01:00:00Z', '1995-10-22T01:00:00Z'])
    expect(changes(2026)).toEqual(['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'])
    expect(londonOffset(Date.UTC(1965, 6, 1))).toBe(0)
  })
})

describe('from the wall clock to instants', () => {
  test('none in spring, two in autumn, one else', () => {
    expect(localToInstants(2025, 3, 30, 1, 30, 0)).toEqual([])
    expect(localToInstants(2025, 3, 30, 2, 0, 0).map(isoInstant)).toEqual(['2025-03-30T01:00:00Z'])
    expect(localToInstants(2025, 10, 26, 1, 30, 0).map(isoInstant)).toEqual(['2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'])
    expect(localToInstants(2025, 10, 26, 2, 0, 0).map(isoInstant)).toEqual(['2025-10-26T02:00:00Z'])
    expect(localToInstants(2025, 7, 1, 24, 0, 0).map(isoInstant)).toEqual(['2025-07-01T23:00:00Z'])
  })

  test('there and back finds the instant', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const { year, month, day, hour, minute, second } = londonParts(at)
        const back = localToInstants(year, month, day, hour, minute, second)
        expect(back).toContain(at - (at % 1000))
        for (const instant of back) expect(ours(instant)).toBe(ours(at))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('days', () => {
  test('an operational day has 24 hours, but 23 in spring and 25 in autumn, and runs from 06:00 to 05:59', () => {
    const lengths = new Map<string, number>()
    for (let at = dayStart(2025, 1, 2); at < dayStart(2026, 1, 2); at += HOUR) lengths.set(operationalDay(at), (lengths.get(operationalDay(at)) ?? 0) + 1)
    expect([...lengths].filter(([day, hours]) => hours !== 24 && day > '2025-01-01' && day < '2026-01-01')).toEqual([
      ['2025-03-29', 23],
      ['2025-10-25', 25],
    ])
    expect(operationalDay(Date.UTC(2025, 6, 6, 4, 59))).toBe('2025-07-05')
    expect(operationalDay(Date.UTC(2025, 6, 6, 5, 0))).toBe('2025-07-06')
    expect(operationalDay(Date.UTC(2025, 0, 1, 5, 59))).toBe('2024-12-31')
    expect(operationalDay(Date.UTC(2025, 9, 26, 5, 59))).toBe('2025-10-25')
    expect(operationalDay(Date.UTC(2025, 2, 30, 5, 0))).toBe('2025-03-30')
  })

  test('a calendar day begins at local midnight', () => {
    expect(londonDay(Date.UTC(2025, 5, 30, 23, 0))).toBe('2025-07-01')
    expect(londonDay(Date.UTC(2025, 5, 30, 22, 59))).toBe('2025-06-30')
    expect([weekdayOf('2025-07-05'), weekdayOf('2025-07-06'), londonParts(Date.UTC(2025, 5, 30, 23, 0)).weekday]).toEqual([6, 7, 2])
  })
})

test('a file of a million rows does not wait for the clock: 300,000 conversions a second and more', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => Date.UTC(2016, 0, 1) + i * 977_000)
  const start = process.cpuUsage() // what other processes do meanwhile does not count
  let found = 0
  for (const at of rows) {
    const { year, month, day, hour, minute, second } = londonParts(at)
    found += localToInstants(year, month, day, hour, minute, second).length + operationalDay(at).length
  }
  expect(found).toBeGreaterThanOrEqual(11 * rows.length)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})
