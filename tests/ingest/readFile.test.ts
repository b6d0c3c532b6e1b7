// The parser and the pipeline on files made by hand: what is refused and in which words, what is read and how.
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../server/domain/problem.ts'
import { readRows } from '../../server/ingest/parse/readRows.ts'
import type { CsvRow } from '../../server/ingest/parse/row.ts'
import { createPipeline, type Pipeline, type RowOutcome } from '../../server/ingest/pipeline.ts'
import { readHeader } from '../../server/ingest/profiles/columns.ts'
import { testGround } from '../support/ground.ts'
import { BAD_FILES } from '../support/badFiles.ts'
import { crimeId, fileText, HEADER, offences, SPOTS, type PoliceRow } from '../support/policeUk.ts'

async function* batchesOf(bytes: string | Buffer): AsyncGenerator<CsvRow[]> {
  yield* readRows(() => Readable.from([Buffer.from(bytes)]), { file: 'a.csv', bytes: Buffer.byteLength(bytes) })
}

async function rowsOf(bytes: string | Buffer): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const batch of batchesOf(bytes)) rows.push(...batch)
  return rows
}

/** As the gate does it: the header is judged before the first row is asked for. */
async function outcomesOf(bytes: string | Buffer): Promise<RowOutcome[]> {
  const { ground, profiles } = testGround()
  const policeUk = profiles.named('police-uk')
  let judge: Pipeline | undefined
  const outcomes: RowOutcome[] = []
  for await (const batch of batchesOf(bytes)) {
    let rows = batch
    if (!judge) {
      judge = createPipeline(policeUk, readHeader(batch[0]?.fields ?? [], policeUk, 'a.csv'), 'a.csv', ground, new Date('2026-11-23T12:00:00Z'))
      rows = batch.slice(1)
    }
    outcomes.push(...rows.map(judge.row))
  }
  return outcomes
}

describe('a file that cannot be used is refused in one line', () => {
  // What is seen only when a whole file has been read belongs to the gate; the rest to the parser.
  const parsed = Object.entries(BAD_FILES).filter(([, { kind }]) => kind !== 'no-rows' && kind !== 'empty-file')
  test.each(parsed)('%s', async (_name, { bytes, kind, line, field }) => {
    const error: unknown = await outcomesOf(bytes).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Problem)
    const { document } = error as Problem
    expect(document).toMatchObject({ type: `/problems/${kind}`, status: 422, file: 'a.csv', ...(line && { line }), ...(field && { field }) })
    expect(document.detail).toMatch(/^a\.csv.*: .*\. Nothing was changed\.$/)
    expect(document.detail).toContain(line ? `line ${line}` : '')
  })
})

describe('what a table program writes is read', () => {
  const rows = offences(3, { month: '2018-02' })
  const plain = fileText(rows)
  const judged = async (bytes: string | Buffer) => (await outcomesOf(bytes)).map(({ record, case: c }) => [record.digest, c?.category])
  test.each<[string, string | Buffer]>([
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${plain}`],
    ['no end of line at the end', plain.trimEnd()],
    ['blank lines', plain.replaceAll('\n', '\n\n')],
    ['every cell in quotes', plain.trimEnd().split('\n').map((line) => line.split(',').map((cell) => `"${cell}"`).join(',')).join('\n')],
    ['gzip', gzipSync(plain)],
    ['gzip in two members', Buffer.concat([gzipSync(plain.slice(0, 300)), gzipSync(plain.slice(300))])],
  ])('%s', async (_name, bytes) => expect(await judged(bytes)).toEqual(await judged(plain)))

  test('columns in another order, and capital letters in the header', async () => {
    const turned = plain.trimEnd().split('\n').map((line) => line.split(',').toReversed().join(',')).join('\n')
    const categories = (outcomes: RowOutcome[]) => outcomes.map(({ case: c }) => [c?.category, c?.places])
    expect(categories(await outcomesOf(turned))).toEqual(categories(await outcomesOf(plain)))
    expect(categories(await outcomesOf(plain.replace(HEADER, HEADER.toUpperCase())))).toEqual(categories(await outcomesOf(plain)))
  })
})

test('the line of every row is the line in the file, also behind cells of many lines', async () => {
  const rows = offences(4, { month: '2018-02' }).map((row, i) => ({ ...row, location: i === 1 ? '"a\nb\nc"' : 'x' }))
  expect((await rowsOf(fileText(rows))).map(({ line }) => line)).toEqual([1, 2, 3, 6, 7])
})

test('a file larger than a batch and a chunk gives each row once, in order', async () => {
  const rows = offences(9_000, { month: '2018-02', location: 'Straße Ł 漢字' })
  const read = await rowsOf(fileText(rows))
  expect(read.slice(1).map(({ fields }) => fields[0])).toEqual(rows.map(({ id }) => id))
  expect(new Set(read.slice(1).map(({ fields }) => fields[6]))).toEqual(new Set(['Straße Ł 漢字']))
  expect(read.map(({ line }) => line)).toEqual(read.map((_, i) => i + 1))
})

test('each row has one outcome, and the order of rows changes no balance', async () => {
  const row: fc.Arbitrary<PoliceRow> = fc.record({
    id: fc.constantFrom('', crimeId(1), crimeId(2)),
    month: fc.constant('2018-02'),
    spot: fc.constantFrom<readonly string[]>(...Object.values(SPOTS), ['', '51'], ['0', '0.0'], ['181', '51'], ['0.5', '91'], ['NaN', '1'], ['0x1', '51'], ['-', '-']),
    crime: fc.constantFrom('burglary', 'anti-social-behaviour', 'Witchcraft'),
  })
  const tally = async (rows: PoliceRow[]) => {
    const counts: Record<string, number> = {}
    for (const { record, issues } of await outcomesOf(fileText(rows))) {
      const key = `${record.status} ${issues.map((issue) => issue.kind).join(' ')}`
      counts[key] = (counts[key] ?? 0) + 1
    }
    return counts
  }
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const counts = await tally(rows)
      expect(Object.values(counts).reduce((a, b) => a + b)).toBe(rows.length)
      expect(await tally(rows.toReversed())).toEqual(counts)
    }),
    { numRuns: 60, seed: 3 },
  )
})
