import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WEEKDAYS } from '../../server/contract/query.ts'
import { DAY_PARTS } from '../../server/contract/vocabulary.ts'
import { asksWholeWeek, dayPartsOf, isWholeWeek, WEEK_HOURS, weekHoursOf, weekMask } from '../../server/domain/weekHours.ts'

/** `mon 0` is Monday 00:00 by the calendar. */
const hoursOf = (mask: Uint8Array): string[] => [...mask.keys()].filter((hour) => mask[hour] === 1).map((hour) => `${WEEKDAYS[Math.floor(hour / 24)]} ${hour % 24}`)
const masks = fc.uint8Array({ minLength: WEEK_HOURS, maxLength: WEEK_HOURS, max: 1 })

describe('what is asked', () => {
  test('a night over midnight ends on the morning after', () => {
    expect(hoursOf(weekMask([{ days: ['sat'], from: 20, to: 4 }]))).toEqual(['sat 20', 'sat 21', 'sat 22', 'sat 23', 'sun 0', 'sun 1', 'sun 2', 'sun 3'])
    expect(hoursOf(weekMask([{ days: ['sun'], from: 22, to: 3 }]))).toEqual(['mon 0', 'mon 1', 'mon 2', 'sun 22', 'sun 23'])
  })
  test('hours before six are those of the night of the day named', () => {
    expect(hoursOf(weekMask([{ days: ['fri'], from: 0, to: 2 }]))).toEqual(['sat 0', 'sat 1'])
    const day = hoursOf(weekMask([{ days: ['fri'] }]))
    expect([day[0], day.at(-1), day.length]).toEqual(['fri 6', 'sat 5', 24])
  })
  test.each([[0, 24], [24, 0], [6, 6], [13, 13]])('from %i to %i is the whole day', (from, to) => {
    expect(weekMask([{ days: ['wed'], from, to }])).toEqual(weekMask([{ days: ['wed'] }]))
  })
  test('parts of the day are hours of the week', () => {
    expect(weekMask(undefined, ['night'])).toEqual(weekMask([{ from: 22, to: 6 }]))
    expect(weekMask(undefined, ['morning', 'evening'])).toEqual(weekMask([{ from: 6, to: 12 }, { from: 18, to: 22 }]))
    expect(weekMask([{ days: ['fri'] }], ['night'])).toEqual(weekMask([{ days: ['fri'], from: 22, to: 6 }]))
    expect(isWholeWeek(weekMask(undefined))).toBe(true)
  })
})

describe('in few words', () => {
  test('the same hours are said the same way', () => {
    expect(weekHoursOf(weekMask([{ days: ['sat', 'fri'], from: 22, to: 4 }, { days: ['fri'], from: 20, to: 22 }, { days: ['sat'], from: 20, to: 23 }])))
      .toEqual([{ days: ['fri', 'sat'], from: 20, to: 4 }])
    expect(weekHoursOf(weekMask(undefined))).toEqual([{ days: [...WEEKDAYS], from: 6, to: 6 }])
  })
  test('nothing is lost, and the words are the last ones', () => {
    fc.assert(fc.property(masks, (mask) => {
      const said = weekHoursOf(mask)
      expect(weekMask(said)).toEqual(mask)
      expect(weekHoursOf(weekMask(said, dayPartsOf(mask)))).toEqual(said)
      expect(asksWholeWeek({ weekHours: said })).toBe(isWholeWeek(mask))
    }))
  })
  test('parts of the day are those touched', () => {
    expect(dayPartsOf(weekMask([{ days: ['tue'], from: 21, to: 23 }]))).toEqual(['evening', 'night'])
    expect(dayPartsOf(weekMask(undefined))).toEqual([...DAY_PARTS])
  })
})
