// The end of `npm test` must not be able to look better than the run was.
import { describe, expect, it } from 'vitest'
import { summarise, type Expectation, type Tally } from '../support/reporter.ts'
import { notCovered, parts } from '../vitest.config.ts'

const everything: Expectation = { projects: ['pure'], notCovered: [], skipsAllowed: false }

function tally(passed: number, failed: number, skipped: number, faults: string[] = []): Tally {
  return { projects: new Map([['pure', { passed, failed, skipped }]]), skippedNames: ['a.test.ts > later'], faults }
}

describe('the summary of a test run', () => {
  it('ends with the numbers, alone on the last line', () => {
    const { lines, ok } = summarise(tally(12, 0, 0), { ...everything, notCovered: ['X was NOT tested: Y is not set'] })
    expect(lines.slice(-2)).toEqual(['X was NOT tested: Y is not set', '12 passed, 0 failed'])
    expect(ok).toBe(true)
  })

  it('fails when a test fails', () => {
    const { lines, ok } = summarise(tally(12, 1, 0), everything)
    expect([lines.at(-1), ok]).toEqual(['12 passed, 1 failed', false])
  })

  it('fails when a test was skipped, and names it', () => {
    const { lines, ok } = summarise(tally(12, 0, 1), everything)
    expect([lines.at(-1), ok]).toEqual(['12 passed, 0 failed, 1 skipped', false])
    expect(lines.join('\n')).toContain('a.test.ts > later')
  })

  it('lets the rest be skipped when tests were picked by name', () => {
    expect(summarise(tally(1, 0, 11), { ...everything, skipsAllowed: true }).ok).toBe(true)
  })

  it('fails when nothing ran, or a whole part stayed empty', () => {
    const none: Tally = { projects: new Map(), skippedNames: [], faults: [] }
    expect(summarise(none, { ...everything, projects: [] })).toMatchObject({ ok: false })
    const { lines, ok } = summarise(tally(3, 0, 0), { ...everything, projects: ['pure', 'e2e'] })
    expect([lines.at(-1), ok]).toEqual(['3 passed, 1 failed', false])
    expect(lines.join('\n')).toContain('no test ran in "e2e"')
  })

  it('fails on an unhandled error although every test passed', () => {
    const { lines, ok } = summarise(tally(3, 0, 0, ['unhandled error: socket closed']), everything)
    expect([lines.at(-1), ok]).toEqual(['3 passed, 1 failed', false])
  })
})

describe('the parts of the suite', () => {
  it('says of each part that is left out why it is', () => {
    expect(parts({}).map((part) => part.name)).toEqual(['pure', 'processes', 'database', 'e2e'])
    expect(notCovered({})).toHaveLength(3)
  })

  it('leaves nothing out when everything is at hand', () => {
    const env = { TEST_DATABASE_URL: 'postgres://x', REFERENCE_DIR: '/r', REAL_DATA_DIR: '/d' }
    expect(parts(env).map((part) => part.name)).toEqual(['pure', 'processes', 'database', 'database-postgresql', 'references', 'real-data', 'e2e'])
    expect(notCovered(env)).toEqual([])
  })
})
