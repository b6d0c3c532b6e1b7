// XML that is made to do harm, or is broken.
import { around, type Family } from './family.ts'

const record = (n: number): string => `<Assault><ArrivalDateTime>2024-01-05T22:${String(n % 60).padStart(2, '0')}:00</ArrivalDateTime><AssaultLocationDescription>Black Lion</AssaultLocationDescription></Assault>`
const records = Array.from({ length: 300 }, (_, i) => record(i)).join('\n')
const submission = (inside = records, before = ''): string => `<?xml version="1.0" encoding="UTF-8"?>\n${before}<ISTVSubmission><SiteCode>RAJ01</SiteCode>${inside}</ISTVSubmission>`
const good = Buffer.from(submission())

const laughs = (n: number): string => {
  const entities = Array.from({ length: n }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  return submission('<Assault><A>&l9;</A></Assault>', `<!DOCTYPE x [<!ENTITY l0 "ha">${entities}]>\n`)
}

export const MARKUP: Family[] = [
  { name: 'a thousand million laughs', kinds: ['xml-entities'], make: (r) => Buffer.from(laughs(5 + Math.floor(r.next() * 20))) },
  { name: 'an entity from outside', kinds: ['xml-entities'], make: (r) => Buffer.from(submission('<Assault><A>&x;</A></Assault>', `<!DOCTYPE x [<!ENTITY x SYSTEM "${r.pick(['file:///etc/passwd', 'http://169.254.169.254/latest', 'php://filter/x', '//x.test/a'])}">]>`)) },
  { name: 'a document type from outside', kinds: ['xml-entities'], make: (r) => Buffer.from(submission(records, `<!DOCTYPE ISTVSubmission ${r.pick(['SYSTEM', 'PUBLIC "x"'])} "http://x.test/a.dtd">`)) },
  { name: 'a parameter entity', kinds: ['xml-entities'], make: () => Buffer.from(submission(records, '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://x.test/a"> %a;]>')) },
  { name: 'an entity of HTML', kinds: ['xml-entities'], make: (r) => Buffer.from(submission(`<Assault><A>${r.pick(['&nbsp;', '&pound;', '&eacute;', '&unknown;'])}</A></Assault>`)) },
  { name: 'deep', kinds: ['xml-too-deep'], make: (r) => Buffer.from(submission('<a>'.repeat(20 + Math.floor(r.next() * 1_000_000)))) },
  { name: 'kinds of element without end', kinds: ['xml-bomb'], make: (r) => Buffer.from(submission(Array.from({ length: 6000 + Math.floor(r.next() * 90_000) }, (_, i) => `<e${i}>1</e${i}>`).join(''))) },
  { name: 'columns times records', kinds: ['mostly-empty', 'xml-bomb'], make: (r) => Buffer.from(submission(Array.from({ length: 4000 }, (_, i) => `<Assault><c${i}>${Math.floor(r.next() * 9)}</c${i}></Assault>`).join(''))) },
  { name: 'one value of megabytes', kinds: ['record-too-long'], make: (r) => Buffer.from(submission(`${record(1)}<Assault><A>${'x'.repeat(1_100_000 + Math.floor(r.next() * 20_000_000))}</A></Assault>`)) },
  { name: 'a comment of megabytes, and no record', kinds: ['no-rows', 'unknown-header'], make: (r) => Buffer.from(submission(`<!--${'x'.repeat(Math.floor(r.next() * 20_000_000))}-->`)) },
  { name: 'attributes without end', kinds: ['no-rows', 'unknown-header'], make: (r) => Buffer.from(submission(`<a ${Array.from({ length: 200_000 + Math.floor(r.next() * 200_000) }, (_, i) => `b${i}="1"`).join(' ')}/>`)) },
  { name: 'the same attribute twice', kinds: ['broken-xml'], make: () => Buffer.from(submission('<Assault a="1" a="2"><A>1</A></Assault>')) },
  { name: 'cut off', kinds: ['broken-xml'], make: (r) => around(r, good, (at) => good.subarray(0, at)) },
  { name: 'tags crossed', kinds: ['broken-xml'], make: (r) => around(r, good, (at) => Buffer.concat([good.subarray(0, at), Buffer.from(r.pick(['</x>', '<a><b></a></b>', '<', '<1>', ']]>'])), good.subarray(at)])) },
  { name: 'two roots', kinds: ['broken-xml'], make: () => Buffer.concat([good, Buffer.from('<a/>')]) },
  { name: 'UTF-16', kinds: ['not-utf-8'], make: (r) => Buffer.from(`${r.pick(['\ufeff', ''])}${submission()}`, 'utf16le') },
  { name: 'another encoding, said', kinds: ['not-utf-8'], make: (r) => Buffer.from(submission().replace('UTF-8', r.pick(['ISO-8859-1', 'UTF-16', 'UTF-7', 'EBCDIC-CP-GB', 'windows-1252']))) },
  { name: 'another encoding, not said', kinds: ['not-utf-8'], make: () => Buffer.from(submission().replace('Black', 'Blåck'), 'latin1') },
  { name: 'NULs and control characters', kinds: ['broken-xml', 'not-utf-8'], make: (r) => Buffer.from(submission().replace('Black', r.pick(['\0', '\u0001', '\u0008', '\ufffe']))) },
  { name: 'a web page that is well-formed', kinds: ['unknown-header', 'no-rows'], make: () => Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><ul><li><a>1</a></li><li><a>2</a></li></ul></body></html>') },
  { name: 'a picture', kinds: ['unknown-header', 'no-rows'], make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><g><text>1</text></g><g><text>2</text></g></svg>') },
]
