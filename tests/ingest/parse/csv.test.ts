// CSV as people send it: what is one row's fault stays that row's; what is the file's fault refuses the file.
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../../server/domain/problem.ts'
import { closeSpares, readRows, warmUp } from '../../../server/ingest/parse/readRows.ts'
import { fieldsOf, refusalOf, rowsOf, streamOf } from './reading.ts'

beforeAll(warmUp)
afterAll(closeSpares)

const header = 'site,arrival,place,method'
const good = 'RAJ01,2024-01-05 22:15,Black Lion,knife'
const many = (n: number) => Array.from({ length: n }, () => good).join('\n')

describe('a row that is wrong by itself is handed on with its fault', () => {
  const cases: [name: string, row: string, fault: string | undefined, fields?: string[]][] = [
    ['a column too few', 'RAJ01,2024-01-05 22:15,Black Lion', 'wrong-number-of-columns'],
    ['a column too many', `${good},x`, 'wrong-number-of-columns'],
    ['a comma that is not quoted', 'RAJ01,2024-01-05 22:15,Black Lion, Chelmsford,knife', 'wrong-number-of-columns'],
    ['a cell of 40 kB', `RAJ01,x,${'y'.repeat(40_000)},knife`, 'cell-too-long'],
    ['a cell of 900 kB', `RAJ01,x,${'y'.repeat(900_000)},knife`, 'cell-too-long'],
    ['a cell of 32,768 characters', `RAJ01,x,${'y'.repeat(32_768)},knife`, undefined],
    ['a cell of 32,768 letters that take two bytes', `RAJ01,x,${'é'.repeat(32_768)},knife`, undefined],
    ['a bell', 'RAJ01,x,Black\u0007Lion,knife', 'control-character'],
    ['a unit separator', 'RAJ01,x,Black\u001fLion,knife', 'control-character'],
    ['an escape sequence', 'RAJ01,x,\u001b[2JLion,knife', 'control-character'],
    ['a tab in a cell', 'RAJ01,x,Black\tLion,knife', undefined, ['RAJ01', 'x', 'Black\tLion', 'knife']],
    ['a quote inside a word', 'RAJ01,x,the "Black" Lion,knife', undefined, ['RAJ01', 'x', 'the "Black" Lion', 'knife']],
    ['a quote closed too early', 'RAJ01,x,"Black" Lion,knife', undefined, ['RAJ01', 'x', '"Black" Lion', 'knife']],
    ['quotes within quotes', 'RAJ01,x,"the ""Black"" Lion, Moulsham",knife', undefined, ['RAJ01', 'x', 'the "Black" Lion, Moulsham', 'knife']],
    ['a cell of two lines', 'RAJ01,x,"Black\nLion",knife', undefined, ['RAJ01', 'x', 'Black\nLion', 'knife']],
    ['a cell of two lines and a column too few', 'RAJ01,x,"Black\nLion"', 'wrong-number-of-columns'],
    ['right to left, and a face', 'RAJ01,x,\u202eנוֹיִל 🙂,knife', undefined],
  ]
  test.each(cases)('%s', async (_name, row, fault, fields) => {
    const rows = await rowsOf(`${header}\n${good}\n${row}\n${good}\n`)
    expect(rows.map((r) => r.fault)).toEqual([undefined, undefined, fault, undefined])
    expect(rows[2]!.fields).toEqual(fields ?? rows[2]!.fields)
    expect(rows[2]!.fields.join(',').replaceAll('"', '')).toContain(row.replaceAll('"', ''))
    expect(rows[3]).toEqual({ fields: good.split(','), line: 4 + row.split('\n').length - 1 })
  })

  test('the row behind a row of control characters, in a piece of its own, is not taken for it', async () => {
    const rows = await rowsOf(`${header}\n${good}\na,b\u0007,c,d\n${many(50)}\n`, { piece: 7 })
    expect(rows.filter((row) => row.fault)).toEqual([{ fields: ['a', 'b\u0007', 'c', 'd'], line: 3, fault: 'control-character' }])
  })
})

describe('a quote opened by mistake swallows nothing', () => {
  const lines = [header, good, 'RAJ01,x,"Black Lion,knife', good, good, 'RAJ01,y,"Moulsham Street, 5",fist', good]
  test('each line behind it is a row again', async () => {
    const rows = await rowsOf(lines.join('\n'))
    expect(rows.map(({ line, fault }) => [line, fault])).toEqual([[1, undefined], [2, undefined], [3, 'broken-quotes'], [4, undefined], [5, undefined], [6, undefined], [7, undefined]])
    expect(rows[5]!.fields).toEqual(['RAJ01', 'y', 'Moulsham Street, 5', 'fist'])
    expect(rows[2]!.fields.join(',')).toBe(lines[2])
  })
  test('also with CRLF, and over many rows and pieces', async () => {
    const text = [...lines.slice(0, 3), ...Array.from({ length: 4000 }, () => good), ...lines.slice(5)].join('\r\n')
    const rows = await rowsOf(text, { piece: 1000 })
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 4005 }, (_, i) => i + 1))
    expect(rows.filter(({ fault }) => fault)).toHaveLength(1)
    expect(rows.at(-1)!.fields).toEqual(good.split(','))
  })
  test('when it happens to leave the right number of columns', async () => {
    const rows = await rowsOf(`${header}\n${good}\nRAJ01,2,"Lion,knife\n${good}\nRAJ02,3,"Street",fist\n${good}\n`)
    expect(rows.map(({ fault }) => fault)).toEqual([undefined, undefined, 'broken-quotes', undefined, undefined, undefined])
    expect(rows[4]!.fields).toEqual(['RAJ02', '3', 'Street', 'fist'])
  })
  test('up to the end of the file: refused, with the line', async () => {
    expect(await refusalOf(`${header}\n${good}\n\n${good}\nRAJ01,x,"Black Lion,knife\n${many(30)}\n`)).toMatchObject({ kind: 'quote-not-closed', line: 5 })
  })
})

describe('the form of the file', () => {
  const plain = [header, good, good]
  const expected = plain.map((line) => line.split(','))
  test.each<[string, string | Buffer]>([
    ['semicolons', plain.join('\n').replaceAll(',', ';')],
    ['tabs', plain.join('\n').replaceAll(',', '\t')],
    ['sep= in the first line', `sep=;\r\n${plain.join('\r\n').replaceAll(',', ';')}`],
    ['sep= in quotes, behind a byte order mark', `\ufeff"sep=\t"\n${plain.join('\n').replaceAll(',', '\t')}`],
    ['a byte order mark', `\ufeff${plain.join('\n')}`],
    ['line ends of both kinds', `${plain[0]}\r\n${plain[1]}\n${plain[2]}\r\n`],
    ['blank lines, and lines of blanks', `\n\n${plain.join('\n \n\r\n')}\n   \n`],
    ['gzip', gzipSync(plain.join('\n'))],
    ['gzip of semicolons', gzipSync(plain.join('\n').replaceAll(',', ';'))],
  ])('%s', async (_name, bytes) => {
    expect(await fieldsOf(bytes)).toEqual(expected)
    expect(await fieldsOf(bytes, { piece: 3 })).toEqual(expected)
  })

  test('the separator is read outside of quotes', async () => {
    expect(await fieldsOf('"a;b;c;d",e\n1,2\n')).toEqual([['a;b;c;d', 'e'], ['1', '2']])
  })

  test.each<[string, string | Buffer, string, number]>([
    ['CR alone', plain.join('\r'), 'cr-line-ends', 1],
    ['CR alone, with LF somewhere', `${plain.join('\r')}\n${plain.join('\r')}`, 'cr-line-ends', 1],
    ['Windows-1252', Buffer.from(`${header}\n${good}\nRAJ,x,Café,y`, 'latin1'), 'not-utf-8', 3],
    ['more than half of the rows wrong', `${header}\n${good}\n${'a;b;c;d\n'.repeat(2)}`, 'wrong-number-of-columns', 3],
    ['a header with another separator', `${header.replaceAll(',', ';')}\n${many(5)}`, 'wrong-number-of-columns', 2],
  ])('refused: %s', async (_name, bytes, kind, line) => {
    expect(await refusalOf(bytes)).toMatchObject({ kind, line })
  })

  test('half of the rows wrong: the rows are wrong, not the file', async () => {
    expect((await rowsOf(`${header}\n${`${good}\na,b\n`.repeat(600)}`)).filter(({ fault }) => fault)).toHaveLength(600)
  })
  test('the header comes alone, and before the rows are judged', async () => {
    const reading = readRows(() => streamOf(Buffer.from('a,b\n1\n2\n')), { file: 'a' })
    expect((await reading.next()).value).toEqual([{ fields: ['a', 'b'], line: 1 }])
    await expect(reading.next()).rejects.toThrow('another number of columns')
  })
})

test('a source that fails half-way fails the reading, packed or not', async () => {
  for (const bytes of [Buffer.from(`${header}\n${many(1000)}`), gzipSync(`${header}\n${Array.from({ length: 1000 }, (_, i) => `${i * 7919},${good}`).join('\n')}`)]) {
    const open = () => Readable.from((function* () {
      yield bytes.subarray(0, 600)
      throw new Error('the spool is damaged')
    })())
    await expect((async () => { for await (const _ of readRows(open, { file: 'a' })) void _ })()).rejects.toThrow('the spool is damaged')
  }
})

test('whatever is in the cells, and wherever the pieces end: written as CSV and read, the cells are the same', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '"', ',', ';', '\n', '\r\n', ' ', '\t', "'", '='), maxLength: 8 })
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 30 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 50 }), fc.constantFrom('\n', '\r\n'), async (rows, piece, end) => {
      const all = [['a', 'b', 'c'], ...rows]
      const read = await rowsOf(all.map((row) => row.map(quoted).join(',')).join(end), { piece })
      expect(read.map(({ fields }) => fields)).toEqual(all)
      let line = 1
      const begins = all.map((row) => {
        const began = line
        line += 1 + row.join('').split('\n').length - 1
        return began
      })
      expect(read.map((row) => row.line)).toEqual(begins)
      expect(read.every(({ fault }) => !fault)).toBe(true)
    }),
    { numRuns: 300, seed: 11 },
  )
})

test('whatever bytes of text: every line of it is in some row, or the file is refused', async () => {
  const piece = fc.constantFrom('a', 'b,c', ',', '"', '""', '\n', '\r\n', 'tag', '"x"', '","', '\u0007')
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const text = `h1,h2,h3\n1,2,3\n4,5,6\n${pieces.join('')}\n7,8,9\n`
      const rows = await rowsOf(text).catch((error: unknown) => {
        if (error instanceof Problem) return null
        throw error
      })
      if (!rows) return
      const letters = (from: string) => from.replaceAll(/["\s,]/g, '')
      expect(letters(rows.map(({ fields }) => fields.join('')).join(''))).toBe(letters(text))
      expect(rows.filter(({ fault, fields }) => !fault && fields.length !== 3)).toEqual([])
    }),
    { numRuns: 1000, seed: 12 },
  )
})
