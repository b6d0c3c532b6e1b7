import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, clock, clockChangeDays, dateOf, dayOf, instantOf, isoDate, isSummer, localOf, ukDate, utcText, weekdayOf } from '../../server/demo/clock.ts'

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const instants = fc.integer({ min: dayOf('1997-01-01') * DAY, max: dayOf('2060-01-01') * DAY })

test('local time is that of Europe/London', () => {
  fc.assert(fc.property(instants, (instant) => {
    const parts = Object.fromEntries(london.formatToParts(new Date(instant * 60_000)).map(({ type, value }) => [type, value]))
    const local = localOf(instant)
    expect(`${isoDate(local)} ${clock(local)}`).toBe(`${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}`)
    expect(ukDate(local)).toBe(`${parts['day']}/${parts['month']}/${parts['year']}`)
    expect(utcText(instant)).toBe(new Date(instant * 60_000).toISOString().replace('.000', ''))
  }), { numRuns: 500 })
})

test('local time leads back to its instant, to one of two in the hour that comes twice', () => {
  fc.assert(fc.property(instants, (instant) => {
    expect([instantOf(localOf(instant)), instantOf(localOf(instant), true)]).toContain(instant)
  }), { numRuns: 500 })
  for (let year = 2000; year < 2040; year++) {
    const [forward, back] = clockChangeDays(year)
    expect([weekdayOf(forward), weekdayOf(back)]).toEqual([6, 6])
    expect(dateOf(forward).slice(5) >= '03-25' && dateOf(back).slice(5) >= '10-25').toBe(true)
    const half = back * DAY + 90
    expect(instantOf(half, true) - instantOf(half)).toBe(60)
    expect([isSummer(instantOf(half)), isSummer(instantOf(half, true))]).toEqual([true, false])
    expect(localOf(instantOf(forward * DAY + 90))).toBe(forward * DAY + 150) // left out: an hour later
  }
})
