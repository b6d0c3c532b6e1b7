import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { verifyReferences } from '../../scripts/verifyReferences.ts'

// Tiny reference folders whose expected values are worked out by hand.
const home = mkdtempSync(join(tmpdir(), 'near-repeat-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function check(files: Record<string, string>): string[] {
  const dir = mkdtempSync(join(home, 'folder-'))
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  return verifyReferences(dir).lines
}

describe('expect_knox', () => {
  // Three incidents, one close pair: mean 1/3, P(X > 1) = 1 - 4/3 e^(-1/3); one exchange of three puts it there again.
  const events = 'id,x,y,day\n0,0,0,0\n1,3,4,1\n2,100,0,10\n'
  const p = 1 - (4 / 3) * Math.exp(-1 / 3)
  const table = (close: number, mean: number, poisson: number, simulated: number): string =>
    `eps_s_m,eps_t_days,close_close,close_s_only_far_t,close_t_only,neither,expected,p_poisson,p_perm99,remark\n5,1,${close},0,0,2,${mean},${poisson},${simulated},x\n`
  const layout = '      ds\ndt     <= 5  > 5\n  <= 1     1  0\n   > 1    0 2\n'

  test('agrees, with what is not compared named', () => {
    const lines = check({ 'events.csv': events, 'expect_knox.csv': table(1, 1 / 3, p, 0.34), 'expect_knox_table_layout.txt': layout })
    expect(lines[0]).toMatch(/^ok {2}expect_knox\.csv {2}1 rows .*p_poisson, p_perm99 within its error; not compared: remark\)$/)
    expect(lines[1]).toMatch(/^ok {2}expect_knox_table_layout\.txt {2}4 rows/)
  })

  test.each([
    ['close_close', table(2, 1 / 3, p, 0.34)],
    ['expected', table(1, 1 / 3 + 1e-8, p, 0.34)],
    ['p_poisson', table(1, 1 / 3, p * (1 + 1e-8), 0.34)],
    ['p_perm99', table(1, 1 / 3, p, 0.04)],
  ])('a wrong %s is told', (column, text) => {
    expect(check({ 'events.csv': events, 'expect_knox.csv': text })[0]).toMatch(new RegExp(`^FAIL {2}expect_knox\\.csv {2}row 1 column ${column}`))
  })

  test('other events by the name of the file; none at all is unchecked', () => {
    expect(check({ 'events_b.csv': events, 'expect_knox_b.csv': table(1, 1 / 3, p, 0.34) })[0]).toMatch(/^ok/)
    expect(check({ 'expect_knox.csv': table(1, 1 / 3, p, 0.34) })[0]).toBe('--  expect_knox.csv  the events are not there')
  })

  test('a layout with distance down, and a wrong one', () => {
    const turned = '      dt\nds     <= 1  > 1\n  <= 5     1  0\n   > 5    0 2\n'
    expect(check({ 'events.csv': events, 'expect_knox_table_layout.txt': turned })[0]).toMatch(/^ok/)
    expect(check({ 'events.csv': events, 'expect_knox_table_layout.txt': turned.replace('0 2', '0 3') })[0]).toMatch(/^FAIL.*expected 3/)
  })
})

describe('expect_mannkendall', () => {
  const series = '[[1,3,2,4],[2,2,2]]'
  const z = 3 / Math.sqrt(26 / 3)
  const results = (S: number): string => JSON.stringify([{ S, varS: 26 / 3, z, tau_b: 2 / 3, sen_slope: 0.75 }, { S: 0, varS: 0, z: 0, tau_b: null, sen_slope: 0 }]).replace('null', 'NaN')

  test('from JSON and from a table', () => {
    const lines = check({ 'series.json': series, 'expect_mannkendall.json': results(4), 'expect_mannkendall_R.csv': `tau_b,z\n${2 / 3},${z}\nNA,0\n` })
    expect(lines.map((line) => line.slice(0, 36))).toEqual(['ok  expect_mannkendall.json  2 rows ', 'ok  expect_mannkendall_R.csv  2 rows'])
  })

  test('a wrong one, and one too many', () => {
    expect(check({ 'series.json': series, 'expect_mannkendall.json': results(5) })[0]).toContain('row 1 column S: ours 4, expected 5')
    expect(check({ 'series.json': '[[1,2]]', 'expect_mannkendall.json': results(4) })[0]).toContain('has 2 rows, series.json has 1')
  })
})

describe('the Near Repeat Calculator’s files', () => {
  // Three incidents: two at one place on one day, the third 150 m and 3 days off. Simulated counts invented, four of them.
  const cells = [[1, [1, 0, 0, 1], 0.5, 0.6], [0, [0, 1, 1, 0], 0.5, 1], [0, [0, 1, 1, 0], 0.5, 1], [2, [2, 1, 1, 2], 1.5, 0.6], [0, [0, 0, 0, 0], 0, 1], [0, [0, 0, 0, 0], 0, 1]] as const
  const ratio = ([seen, , mean]: (typeof cells)[number]): number => (mean === 0 ? 0 : Number((seen / mean).toPrecision(15)))
  const rows = (values: readonly (number | string)[]): string => {
    const labels = ['1, Same location', '2,1 to 200', '3,More than 200']
    return `,,0 to 2,More than 2,\nv Row,Column >,1, 2, \n${labels.map((label, r) => `${label},${values[2 * r]},${values[2 * r + 1]},\n`).join('')}`
  }
  const blocks = cells.map((cell, c) => `Row ${Math.floor(c / 2) + 1} Column ${(c % 2) + 1}\nExpected,${cell[1].slice(0, 3).join(',')},\n,${cell[1][3]},\nObserved, ${cell[0]}\nMin, 0\nMax, 2\nMean, ${cell[2]}\nP value, ${cell[3]}\nObs over Mean Exp, ${ratio(cell)}\n  \n`)
  const verbose = `<<<<< Near Repeat Calculator 1.3 >>>>>

Observed over mean expected frequencies
${rows(cells.map((cell) => ratio(cell).toFixed(3)))}
Statistical significant table
${rows(cells.map((cell) => cell[3]))}
Observed frequencies distribution
${rows(cells.map((cell) => (cell[0] === 0 ? '' : cell[0])))}
${blocks.join('')}
SOURCE DATA:
Rec, X, Y, Date
1, 1000, 1000, 1/30/2016
2, 1000, 1000, 1/30/2016
3, 1100, 1050, 2/2/2016
`.replaceAll('\n', '\r\n')
  const name = 'x_NRverbose_1.csv'

  const summary = (same: number, p: number): string => {
    const table = (title: string, values: (number | string)[]): string => {
      const label = (text: string): string => `<td\n width=1>${text}</td>`
      const row = (name: string, r: number): string => `<tr>${label(name)}${label(String(values[2 * r]))}${label(String(values[2 * r + 1]))}</tr>`
      return `<p>${title}</p><table><tr>${label('0 to 2 days')}${label('More than 2 days')}</tr>${row('Same location', 0)}${row('1 to 200 meters', 1)}${row('More than 200 meters', 2)}</table>`
    }
    const ratios = table('Observed over mean expected frequencies table', [same, '0.00', '0.00', '1.50', '0.00', '0.00'])
    return `<html>${ratios}${table('Statistical significance table', [p, '1.00', '1.00', '0.33', '1.00', '1.00'])}<b>Iterations requested:</b> \r\n999</html>`
  }
  const points = '1000.04,1000,2016-01-30\n1000.01,1000,2016-01-30\n1100,1050,2016-02-02\n'

  test('verbose: agrees', () => {
    expect(check({ [name]: verbose })[0]).toMatch(/^ok {2}x_NRverbose_1\.csv {2}6 rows/)
  })

  test.each([
    ['observed', '3, 1100, 1050, 2/2/2016', '3, 1100, 1050, 1/31/2016'],
    ['mean', 'Mean, 0.5', 'Mean, 0.51'],
    ['ratio', 'Obs over Mean Exp, 2\r', 'Obs over Mean Exp, 2.1\r'],
    ['p', 'P value, 0.6', 'P value, 0.4'],
    ['ratio', '1, Same location,2.000', '1, Same location,2.100'],
    ['p', '1, Same location,0.6', '1, Same location,0.61'],
  ])('verbose: a wrong %s is told', (column, before, after) => {
    const wrong = verbose.replace(before, after)
    expect(wrong).not.toBe(verbose)
    expect(check({ [name]: wrong })[0]).toMatch(new RegExp(`^FAIL.* column ${column}: `))
  })

  test('summary: agrees with the points beside it, of which one decimal is kept; wrong ratio and p are told', () => {
    const of = (text: string): string => check({ 'x.csv': points, 'x_NRsummary_1.htm': text })[0] ?? ''
    expect(of(summary(3.02, 0.34))).toMatch(/^ok {2}x_NRsummary_1\.htm {2}6 rows/)
    expect(of(summary(4.5, 0.34))).toMatch(/^FAIL.*row 1 column ratio/)
    expect(of(summary(3.02, 0.5))).toMatch(/^FAIL.*row 1 column p/)
    expect(check({ 'x_NRsummary_1.htm': summary(3, 0.34) })[0]).toBe('--  x_NRsummary_1.htm  x.csv is not there')
  })

  test('what is not such a file is told in a line', () => {
    expect(check({ [name]: 'nothing' })[0]).toMatch(/^FAIL.*has no table "Observed frequencies distribution"/)
    expect(check({ [name]: verbose.replace('2/2/2016', 'Tuesday') })[0]).toMatch(/^FAIL.*"Tuesday" is not a date/)
    expect(check({ 'x.csv': points, 'x_NRsummary_1.htm': '<html>' })[0]).toMatch(/^FAIL.*iterations/)
  })
})
