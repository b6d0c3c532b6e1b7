import { expect, test } from 'vitest'
import { createHarmWeights, parseHarmWeights } from '../../server/domain/harm.ts'

const FILE = 'HO Classification,Offence,CCHI days\n,Violence,\n8N,Assault with injury,20\n5D,Grievous bodily harm with intent,"1,460"\n105A,Assault without injury,1\n'

test('weights are found by the offence code as police write it', () => {
  const { rows, faults } = parseHarmWeights(FILE)
  expect(faults).toEqual([])
  expect(rows).toHaveLength(3)
  const { version, harmOf } = createHarmWeights(rows, '2020')
  expect(version).toBe('2020')
  expect(['8N', ' 008n ', '5D', '105a'].map(harmOf)).toEqual([20, 20, 1460, 1])
})

test('an offence without a weight has unknown harm, which is not none', () => {
  const { harmOf } = createHarmWeights(parseHarmWeights(FILE).rows, '2020')
  expect(harmOf('8')).toBeNull()
  expect(harmOf('')).toBeNull()
})

test.each([
  ['code,title,days\n8N,x,many\n', 'line 2: "many" is not a number of days'],
  ['code,title,days\n8N,x,-3\n', 'line 2: "-3" is not a number of days'],
  ['code,title,days\n8N,x,20\n08n,y,21\n', 'line 3: 08n has 21 days here and 20 before'],
  ['name,weighting\n8N,20\n', 'line 1: a column with the offence code and one with the days are needed'],
  ['code,title,days\n', 'holds no weight'],
  ['code,title,days\n"8N', 'not a CSV file'],
])('%j is refused with its line', (text, fault) => expect(parseHarmWeights(text).faults).toEqual([expect.stringContaining(fault)]))

test('the same code twice with the same days is one weight', () => {
  expect(parseHarmWeights('Offence code,Offence title,Days\n8N,Actual bodily harm,20\n8N,Malicious wounding,20\n')).toMatchObject({ rows: [{ code: '8N' }], faults: [] })
})
