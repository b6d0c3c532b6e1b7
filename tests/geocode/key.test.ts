import { expect, test } from 'vitest'
import { withoutRepeats, wordsOf } from '../../server/geocode/clean.ts'
import { handMade } from './handMade.ts'

const { key } = handMade()

test.each<[key: string, ...texts: string[]]>([
  ['black lion', 'Black Lion', 'o/s the black lion', 'outside BLACK LION', '@ Black Lion!', 'nr black lion by unknown male', 'pt punched in face at the black lion last night'],
  ['black lion pub', 'Black Lion pub', 'black lion public house'],
  ['high street elmford', 'high st elmford', 'High St., Elmford', 'HIGH STREET HIGH STREET ELMFORD', 'on High street in Elmford'],
  ['saint johns street', 'st johns st', 'St. John’s Street', "saint john's street", 'ST JOHNS STR'],
  ['mill lane', 'mill ln', 'Mill La', 'MILL LANE MILL LANE', 'Mill LaneMill Lane'],
  ['zz1 1ab', 'ZZ1 1AB', 'in zz1 1ab'],
  ['home', 'home', 'at home', 'patient home', 'px home'],
  ['', '', 'nk', 'not known', 'unkonwn', '???', 'pt unsure', 'unable to recall'],
])('%j is the key of all that say it', (expected, ...texts) => {
  expect(texts.map(key)).toEqual(texts.map(() => expected))
})

test('places that differ have keys that differ', () => {
  const texts = ['black lion elmford', 'black lion marlsea', 'mill lane', 'mill road', 'zz1 1ab', 'zz1 1ad', 'home', 'elmford']
  expect(new Set(texts.map(key)).size).toBe(texts.length)
})

test('a saint is known by the gazetteer and by position', () => {
  const isSaint = (word: string) => word === 'johns'
  expect(wordsOf('st johns st', isSaint)).toEqual(['saint', 'johns', 'street'])
  expect(wordsOf('o/s st johns church high st', isSaint)).toEqual(['outside', 'saint', 'johns', 'church', 'high', 'street'])
  expect(wordsOf('church st st johns rd', isSaint)).toEqual(['church', 'street', 'saint', 'johns', 'road'])
  expect(wordsOf('mill st elmford', isSaint)).toEqual(['mill', 'street', 'elmford'])
})

test('what is said twice in a row is said once, from the longest run down', () => {
  expect(withoutRepeats(['a', 'b', 'a', 'b', 'c', 'c'])).toEqual(['a', 'b', 'c'])
  expect(withoutRepeats(['a', 'b', 'a'])).toEqual(['a', 'b', 'a'])
})
