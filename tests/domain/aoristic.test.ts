// Weights of hours: one in all, never outside the range, right on days of 23 and 25 hours.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventTime } from '../../server/domain/case.ts'
import { aoristicHours } from '../../server/domain/aoristic.ts'
import { isoInstant, londonDay, londonParts } from '../../server/domain/londonTime.ts'

const MINUTE = 60_000
const time = (from: number | string, to: number | string, kind: EventTime['kind'] = 'range'): EventTime => ({
  from: typeof from === 'number' ? isoInstant(from) : from,
  to: typeof to === 'number' ? isoInstant(to) : to,
  kind,
  flags: [],
  operationalDay: null,
})
const short = (t: EventTime) => aoristicHours(t).map(({ day, hour, weight }) => `${day} ${hour} ${weight.toFixed(3)}`)

describe('hours', () => {
  test('a minute is one hour, a range is shared by overlap', () => {
    expect(short(time('2025-07-05T22:17:00Z', '2025-07-05T22:18:00Z', 'exact'))).toEqual(['2025-07-05 23 1.000'])
    expect(short(time('2025-07-05T21:30:00Z', '2025-07-05T23:30:00Z'))).toEqual(['2025-07-05 22 0.250', '2025-07-05 23 0.500', '2025-07-06 0 0.250'])
  })

  test('an hour is left out in spring and counts double in autumn', () => {
    const spring = aoristicHours(time('2025-03-30T00:00:00Z', '2025-03-30T23:00:00Z'))
    expect([spring.length, spring.some(({ hour }) => hour === 1)]).toEqual([23, false])
    const autumn = aoristicHours(time('2025-10-25T23:00:00Z', '2025-10-27T00:00:00Z'))
    expect(autumn.map(({ hour, weight }) => [hour, Math.round(weight * 25)])).toEqual(Array.from({ length: 24 }, (_, hour) => [hour, hour === 1 ? 2 : 1]))
    expect(short(time('2025-10-26T00:20:00Z', '2025-10-26T01:21:00Z'))).toEqual(['2025-10-26 1 1.000'])
  })

  test('none when the time of day is not known, or the range is longer than a week', () => {
    expect(aoristicHours(time('2025-07-04T23:00:00Z', '2025-07-05T23:00:00Z', 'date'))).toEqual([])
    expect(aoristicHours(time('2025-07-01T00:00:00Z', '2025-08-01T00:00:00Z', 'month'))).toEqual([])
    expect(aoristicHours(time('2025-10-20T23:00:00Z', '2025-10-28T01:00:00Z'))).toEqual([])
    expect(aoristicHours(time('2025-10-20T23:00:00Z', '2025-10-28T00:00:00Z'))).toHaveLength(7 * 24) // seven local days, one of 25 hours
    expect(aoristicHours(time('2025-07-04T23:00:00Z', '2025-07-04T23:00:00Z'))).toEqual([])
  })
})

test('weights sum to 1 and lie where the range lies', () => {
  const starts = fc.integer({ min: Date.UTC(1996, 0, 1) / MINUTE, max: Date.UTC(2040, 0, 1) / MINUTE }).map((minutes) => minutes * MINUTE)
  const nearChange = fc.constantFrom('2016-10-30', '2025-03-30', '2026-10-25').chain((day) => fc.integer({ min: -4000, max: 4000 }).map((minutes) => Date.parse(`${day}T01:00:00Z`) + minutes * MINUTE))
  fc.assert(
    fc.property(fc.oneof(starts, nearChange), fc.integer({ min: 1, max: 168 * 60 }), (from, minutes) => {
      const to = from + minutes * MINUTE
      const hours = aoristicHours(time(from, to))
      expect(hours.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
      // Minute by minute, the long way round.
      const slow = new Map<string, number>()
      for (let at = from; at < to; at += MINUTE) {
        const key = `${londonDay(at)} ${londonParts(at).hour}`
        slow.set(key, (slow.get(key) ?? 0) + 1 / minutes)
      }
      expect(hours.map(({ day, hour }) => `${day} ${hour}`)).toEqual([...slow.keys()])
      for (const { day, hour, weight } of hours) expect(weight).toBeCloseTo(slow.get(`${day} ${hour}`)!, 9)
    }),
    { numRuns: 300 },
  )
})
