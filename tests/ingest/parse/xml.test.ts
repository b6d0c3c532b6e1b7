// XML: each record a row, what stands in front of the records repeated; nothing but elements and text.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSpares, warmUp } from '../../../server/ingest/parse/readRows.ts'
import { refusalHere, refusalOf, rowsOf, unpackedHere } from './reading.ts'

const fieldsOf = async (...args: Parameters<typeof unpackedHere>) => (await unpackedHere(...args)).map(({ fields }) => fields)

beforeAll(warmUp)
afterAll(closeSpares)

const assault = (arrival: string, rest = '') => `<Assault>
    <ArrivalDateTime>${arrival}</ArrivalDateTime>${rest}
  </Assault>`
const submission = (...assaults: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<ISTVSubmission>
  <SiteCode>XH102</SiteCode>
  <ReportingPeriodStartDate>2024-01-01</ReportingPeriodStartDate>
  ${assaults.join('\n  ')}
</ISTVSubmission>`

test('a submission: site and period stand in each row, and each row knows its line', async () => {
  const rows = await unpackedHere(submission(assault('2024-01-05T22:15:00', '<AssaultMethod>01</AssaultMethod>'), assault('2024-01-06T01:00:00', '<AssaultLocationDescription>o/s Black Lion, "Moulsham" &amp; &#x45;ssex\nRd</AssaultLocationDescription>')))
  expect(rows).toEqual([
    { line: 1, fields: ['SiteCode', 'ReportingPeriodStartDate', 'ArrivalDateTime', 'AssaultMethod', 'AssaultLocationDescription'] },
    { line: 5, fields: ['XH102', '2024-01-01', '2024-01-05T22:15:00', '01', ''] },
    { line: 8, fields: ['XH102', '2024-01-01', '2024-01-06T01:00:00', '', 'o/s Black Lion, "Moulsham" & Essex Rd'] },
  ])
})

test('by the process that unpacks it is the same, read or refused', async () => {
  const xml = submission(assault('é', '<B>1</B>'), assault('2'))
  const options = { xmlRecord: 'Assault', xmlColumns: ['B'] }
  expect(await rowsOf(xml, { ...options, piece: 11 })).toEqual(await unpackedHere(xml, options))
  expect((await rowsOf(xml, options))[0]!.fields[0]).toBe('B')
  expect(await refusalOf(`${xml}<a/>`)).toMatchObject({ kind: 'broken-xml', line: 11 })
})

test('one record alone is a record, also when it has parts', async () => {
  expect(await fieldsOf(submission(assault('x', '<Place><Type>1</Type></Place>')))).toEqual([['SiteCode', 'ReportingPeriodStartDate', 'ArrivalDateTime', 'Type'], ['XH102', '2024-01-01', 'x', '1']])
})

test('columns in the order of the profile, the others behind; a name that first comes late is not lost', async () => {
  const xml = submission(...Array.from({ length: 1500 }, () => assault('x')), assault('y', '<Late>z</Late>'))
  const fields = await fieldsOf(xml, { xmlColumns: ['Late', 'Never', 'ArrivalDateTime'] })
  expect(fields[0]).toEqual(['Late', 'ArrivalDateTime', 'SiteCode', 'ReportingPeriodStartDate'])
  expect(fields.at(-1)).toEqual(['z', 'y', 'XH102', '2024-01-01'])
  expect(fields).toHaveLength(1502)
})

test('prefixes and attributes are left out, CDATA and comments read, repeated values joined', async () => {
  const xml = '<a:s xmlns:a="urn:x"><a:r id="1"><a:t><![CDATA[<b>]]>c<!-- d --></a:t><a:u>1</a:u><a:u/><a:u>2</a:u></a:r><a:r><a:t/></a:r></a:s>'
  expect(await fieldsOf(xml)).toEqual([['t', 'u'], ['<b>c', '1; 2'], ['', '']])
})

test('values of a part hold for the records in that part, those of a header for what follows', async () => {
  const xml = `<s><Header><From>Jan</From></Header>
    <Site><Code>A</Code><Note>n</Note><r><v>1</v></r><r><v>2</v></r></Site>
    <Site><Code>B</Code><r><v>3</v></r></Site><Total>3</Total></s>`
  expect(await fieldsOf(xml)).toEqual([['From', 'Code', 'Note', 'v'], ['Jan', 'A', 'n', '1'], ['Jan', 'A', 'n', '2'], ['Jan', 'B', '', '3']])
})

test('the record is the one that is named', async () => {
  const xml = '<s><r><v>1</v><w><x>a</x></w><w><x>b</x></w><w><x>c</x></w></r><r><v>2</v></r></s>'
  expect(await fieldsOf(xml, { xmlRecord: 'r' })).toEqual([['v', 'x'], ['1', 'a; b; c'], ['2', '']])
  expect(await refusalHere(xml, { xmlRecord: 'Assault' })).toMatchObject({ kind: 'no-rows' })
})

test('where the pieces end does not matter', async () => {
  const xml = submission(assault('é🙂'), assault('2'))
  expect(await unpackedHere(xml, { piece: 1 })).toEqual(await unpackedHere(xml))
})

describe('refused', () => {
  const deep = (n: number) => `${'<a>'.repeat(n)}<b>1</b>${'</a>'.repeat(n)}`
  test.each<[string, string | Buffer, string, number?]>([
    ['a document type', '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>', 'xml-entities', 2],
    ['an entity from outside', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><b>&x;</b></a>', 'xml-entities'],
    ['an unknown entity', '<a>\n<b><c>&nbsp;</c></b></a>', 'xml-entities', 2],
    ['too deep', deep(20), 'xml-too-deep'],
    ['two roots', '<a><b><c>1</c></b></a><a/>', 'broken-xml'],
    ['cut off', submission(assault('1')).slice(0, -10), 'broken-xml'],
    ['tags crossed', '<a><b><c>1</b></c></a>', 'broken-xml'],
    ['another encoding, said', '<?xml version="1.0" encoding="windows-1252"?><a><b><c>1</c></b></a>', 'not-utf-8'],
    ['another encoding, not said', Buffer.from('<a><b><c>Café</c></b></a>', 'latin1'), 'not-utf-8'],
    ['UTF-16', Buffer.from('\ufeff<a><b><c>1</c></b></a>', 'utf16le'), 'not-utf-8'],
    ['UTF-16 without a mark', Buffer.from('<a><b><c>1</c></b></a>', 'utf16le'), 'not-utf-8'],
    ['no record', '<a>1</a>', 'no-rows'],
    ['a control character', '<a><b><c>\u0007</c></b></a>', 'broken-xml'],
    ['thousands of kinds of element', `<a>${Array.from({ length: 6000 }, (_, i) => `<b${i}>1</b${i}>`).join('')}</a>`, 'xml-bomb'],
  ])('%s', async (_name, bytes, kind, line) => {
    expect(await refusalHere(bytes)).toMatchObject({ kind, ...(line && { line }) })
  })
  test('19 deep is read', async () => expect(await fieldsOf(deep(19))).toEqual([['b'], ['1']]))
})
