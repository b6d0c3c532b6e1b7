import { describe, expect, it, test } from 'vitest'
import type { PlaceDecision } from '../../server/domain/placeDecision.ts'
import type { Hints } from '../../server/geocode/geocoder.ts'
import { ELMFORD_GENERAL, handMade, named } from './handMade.ts'

const geocoder = handMade()
const near: Hints = { near: ELMFORD_GENERAL }
const best = (text: string, hints: Hints = near) => {
  const { outcome, stage, candidates } = geocoder.geocode(text, hints)
  return { outcome, stage, label: candidates[0]?.label, level: candidates[0]?.level }
}

describe('a place that the words find', () => {
  test.each<[text: string, label: string, level: string]>([
    ['Black Lion pub on Commercial Road', 'The Black Lion, Marlsea', 'venue'],
    ['o/s Black Lion, Elmford', 'The Black Lion, Elmford', 'venue'],
    ['BLACK LION MARLSEA', 'The Black Lion, Marlsea', 'venue'],
    ['balck lion elmford', 'The Black Lion, Elmford', 'venue'],
    ['zanzibar', 'Zanzibar, Elmford', 'venue'],
    ['sweeneys n/club', 'Zanzibar, Elmford', 'venue'],
    ['pt punched in face @ zanzibarr by 2 males', 'Zanzibar, Elmford', 'venue'],
    ['high st elmford', 'High Street, Elmford', 'street'],
    ['High Street, Great Oxley', 'High Street, Great Oxley', 'street'],
    ['high street high street marlsea', 'High Street, Marlsea', 'street'],
    ['mill ln elmford', 'Mill Lane, Elmford', 'street'],
    ['st johns st', 'St Johns Street, Elmford', 'street'],
    ['ST. JOHNS STREET ELMFORD', 'St Johns Street, Elmford', 'street'],
    ['foxglov ave marlsea', 'Foxglove Avenue, Marlsea', 'street'],
    ['Foxglove Avenue bus stop', 'Foxglove Avenue Bus Stop, Marlsea', 'landmark'],
    ['kwebec gardens oxley', 'Quebec Gardens, Great Oxley', 'street'],
    ['elmford train stn', 'Elmford Railway Station', 'landmark'],
    ['rlwy stn marlsea', 'Marlsea Railway Station', 'landmark'],
    ['st marys school elmford', "St Mary's Primary School, Elmford", 'landmark'],
    ['jubilee rec ground elmford', 'Jubilee Recreation Ground, Elmford', 'landmark'],
    ['on the pier, marlsea', 'Marlsea Pier', 'landmark'],
    ['the strip elmford', 'High Street, Elmford', 'street'],
    ['ZZ1 1AB', 'ZZ1 1AB', 'postcode'],
    ['zz11ab', 'ZZ1 1AB', 'postcode'],
  ])('%s', (text, label, level) => {
    expect(best(text)).toMatchObject({ outcome: 'placed', label, level })
  })

  it('a place off a hospital far away is found by its town', () => {
    expect(best('high st marlsea', near)).toMatchObject({ outcome: 'placed', label: 'High Street, Marlsea' })
  })

  it('where two streets meet', () => {
    const { outcome, candidates } = geocoder.geocode('junction of High St and St Johns St, Elmford', near)
    expect(outcome).toBe('placed')
    expect(candidates[0]).toMatchObject({ level: 'junction', label: 'High Street and St Johns Street, Elmford', entryId: null })
    const street = named('St Johns Street')
    expect(candidates[0]!.radiusM).toBeLessThanOrEqual(street.radiusM + 20)
    expect(Math.abs(candidates[0]!.lat - street.lat) * 111_250).toBeLessThan(street.radiusM)
  })

  it('the postcode column alone is enough', () => {
    expect(geocoder.geocode('', { postcode: 'ZZ1 1AB' })).toMatchObject({ key: '', outcome: 'placed', stage: 'postcode' })
    expect(geocoder.geocode('unknown', { postcode: 'ZZ1 1' })).toMatchObject({ outcome: 'coarse' })
  })
})

describe('what the words do not settle', () => {
  it('stays ambiguous, with its candidates', () => {
    const { outcome, candidates } = geocoder.geocode('black lion', {})
    expect(outcome).toBe('ambiguous')
    expect(candidates.map(({ label }) => label).sort()).toEqual(['The Black Lion, Elmford', 'The Black Lion, Marlsea'])
    expect(candidates[0]!.probability).toBeLessThan(0.52)
  })
  it('leans to the hospital that wrote it', () => {
    const probabilityNear = (hints: Hints) => geocoder.geocode('black lion', hints).candidates.find(({ label }) => label === 'The Black Lion, Elmford')!.probability
    expect(probabilityNear(near)).toBeGreaterThan(probabilityNear({}))
    expect(probabilityNear({ near: { lat: 51.555, lng: 0.7 } })).toBeLessThan(probabilityNear({}))
  })
  test.each(['Elmford', 'elmfrd', 'in elmford'])('%s: a town is no more than a town', (text) => {
    expect(best(text)).toMatchObject({ outcome: 'coarse', level: 'town', label: 'Elmford' })
  })
  it('a part of a postcode is an area', () => {
    expect(best('ZZ1 1')).toMatchObject({ outcome: 'coarse', level: 'postcode-sector' })
    expect(best('zz9')).toMatchObject({ outcome: 'coarse', level: 'area' })
  })
  test.each(['the purple giraffe, nowhereville', 'street', 'High Street, Croydon', 'qwertzuiop', 'Gibbet Passage'])('%s is not made into a place', (text) => {
    expect(['not-found', 'ambiguous']).toContain(best(text).outcome)
  })
})

describe('nothing said', () => {
  test.each(['', ' ', '?', '-', '.', 'x', 'unknown', 'unkonwn', 'unknwon', 'uknown', 'unkwnon', 'UNKOWN', 'nk', 'n/k', 'NK', 'uk', 'u/k', 'unk', 'not known', 'not knwon', 'unable to say', 'pt unable to recall', 'refused to say', 'punched in face', 'kicked in the head by 3 males', '🙂', 'dont remember'])('%j', (text) => {
    expect(geocoder.geocode(text, near)).toEqual({ key: '', outcome: 'nothing-said', candidates: [], stage: 'nothing said' })
  })
  it('unless the words spell a name, article and all', () => {
    expect(best('the steps').outcome).not.toBe('nothing-said')
    expect(best('fell down steps').outcome).toBe('nothing-said')
  })
})

describe('home', () => {
  test.each(['home', "pt's home", 'PATIENTS HOME', 'at home address', 'own flat', 'ex partners house', 'domestic at home', 'house party', 'DV flat'])('%s has no place', (text) => {
    expect(geocoder.geocode(text, near)).toMatchObject({ outcome: 'home', candidates: [] })
  })
  test.each<[string, Hints]>([['at home, Mill Lane Elmford', near], ['Mill Lane, Elmford', { ...near, placeType: 'own-home' }], ['friends flat ZZ1 1AD', near]])('%s is an area', (text, hints) => {
    const { outcome, candidates } = geocoder.geocode(text, hints)
    expect(outcome).toBe('home')
    expect(candidates).toHaveLength(1)
    expect(candidates[0]).toMatchObject({ level: 'home', entryId: null, label: "somebody's home" })
    expect(candidates[0]!.radiusM).toBeGreaterThanOrEqual(600)
  })
  test.each(['walking home from Zanzibar', 'outside the Black Lion Elmford'])('%s is not one', (text) => {
    expect(best(text, near)).toMatchObject({ outcome: 'placed', level: 'venue' })
  })
  it('a venue in words is not outweighed by a code for a home', () => {
    expect(best('Zanzibar nightclub', { ...near, placeType: 'own-home' })).toMatchObject({ outcome: 'placed', level: 'venue' })
  })
})

describe('the hospital itself is a filler', () => {
  test.each(['A&E', 'a & e', 'ED', 'egh', 'Elmford General Hospital', 'marlsea a&e', 'in waiting room', 'hospital'])('%s', (text) => {
    const { outcome, candidates } = geocoder.geocode(text, near)
    expect(outcome).toBe('default')
    expect(candidates.every(({ level, radiusM }) => level === 'area' && radiusM >= 500)).toBe(true)
  })
})

describe('what a person has taught', () => {
  const key = geocoder.key('the purple giraffe')
  const teach = (decision: PlaceDecision) => handMade({ decisions: new Map([[key, decision]]) }).geocode('o/s Purple Giraffe!', near)
  const place = { kind: 'place', lat: 51.7, lng: 0.5, radiusM: 40, label: 'The Purple Giraffe' } as const
  it('is used for all like texts', () => {
    expect(teach({ ...place, level: 'venue' })).toMatchObject({ key, outcome: 'placed', stage: 'taught', candidates: [{ label: 'The Purple Giraffe', probability: 1, radiusM: 40 }] })
    expect(teach({ kind: 'unplaceable' })).toMatchObject({ key, outcome: 'not-found', stage: 'taught', candidates: [] })
  })
  it('a town stays coarse, a home an area', () => {
    expect(teach({ ...place, level: 'town' }).outcome).toBe('coarse')
    expect(teach({ ...place, level: 'home' })).toMatchObject({ outcome: 'home', candidates: [{ radiusM: 600 }] })
  })
})
