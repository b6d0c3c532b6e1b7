// Forty ways in which a row of a police extract is wrong, or only looks so.
import type { RowFault } from '../../server/ingest/parse/readRows.ts'
import type { Random } from '../../server/demo/random.ts'

export type RowText = Record<'force' | 'crime_no' | 'ho_class' | 'committed_from' | 'committed_to' | 'reported_ts' | 'latitude' | 'longitude' | 'location_text' | 'location_type' | 'knife_flag' | 'victim_age' | 'victim_sex', string>

/** `fault`: what the reader says of the row; without one it reads it whole, and the rest of the road judges what it says. */
export type Kind = { name: string; fault?: RowFault; /** tens of kilobytes: made more seldom */ heavy?: boolean; make: (row: RowText, random: Random, line: (row: RowText) => string) => string }

const cells = (name: string, change: (row: RowText, random: Random) => Partial<RowText>, fault?: RowFault): Kind => ({
  name,
  ...(fault && { fault }),
  make: (row, random, line) => line({ ...row, ...change(row, random) }),
})
const text = (name: string, change: (row: RowText, line: string, random: Random) => string, fault?: RowFault): Kind => ({
  name,
  ...(fault && { fault }),
  make: (row, random, line) => change(row, line(row), random),
})

export const KINDS: readonly Kind[] = [
  // the form of the row
  text('a column too few', (_row, line) => line.slice(0, line.lastIndexOf(',')), 'wrong-number-of-columns'),
  text('a column too many', (_row, line) => `${line},`, 'wrong-number-of-columns'),
  text('cut off', (_row, line, random) => line.slice(0, 10 + Math.floor(random.next() * 40)), 'wrong-number-of-columns'),
  text('a comma not quoted', (row, line) => line.replace(row.location_text, 'Black Lion, Moulsham Street, Chelmsford'), 'wrong-number-of-columns'),
  text('semicolons in a file of commas', (_row, line) => line.replaceAll(',', ';'), 'wrong-number-of-columns'),
  text('a quote opened and not closed', (row, line) => line.replace(row.location_text, `"${row.location_text}`), 'broken-quotes'),
  text('a quote inside a word', (row, line) => line.replace(row.location_text, `the "Black Lion" ${row.location_text}`)),
  text('a quote closed too early', (row, line) => line.replace(row.location_text, `"Black" Lion ${row.location_text}`)),
  cells('quotes within quotes', () => ({ location_text: 'the "Black" Lion, "upstairs"' })),
  cells('a cell of several lines', () => ({ location_text: 'outside the\nBlack Lion\r\nMoulsham Street' })),
  { ...cells('a cell of 32 kB', () => ({ location_text: 'x'.repeat(32_768) })), heavy: true },
  { ...cells('a cell of 40 kB', () => ({ location_text: 'y'.repeat(40_000) }), 'cell-too-long'), heavy: true },
  cells('a control character', (_row, random) => ({ location_text: `Black${random.pick(['\u0001', '\u0007', '\u0008', '\u001b[2J', '\u007f'])}Lion` }), 'control-character'),
  cells('a unit separator', () => ({ location_text: 'Black\u001fLion' }), 'control-character'),
  cells('a byte order mark in the middle', () => ({ location_text: '\ufeffBlack Lion' })),
  // the words
  cells('two codings mixed up', () => ({ location_text: 'CafÃ© Nero â€“ High St' })),
  cells('a character that was lost', () => ({ location_text: 'Caf\ufffd Nero' })),
  cells('right to left', () => ({ location_text: '\u202e teertS hgiH \u202c שלום' })),
  cells('faces and flags', () => ({ location_text: 'o/s Lion 🙂🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧' })),
  cells('marks upon marks', () => ({ location_text: `L${'\u0301\u0300\u0323'.repeat(60)}ion` })),
  cells('formulas', (_row, random) => ({ location_text: random.pick(['=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(A1)', '=HYPERLINK("http://x.test","y")']) })),
  cells('markup', () => ({ location_text: '<script>alert(1)</script><img src=x onerror=alert(1)>' })),
  cells('SQL', () => ({ location_text: "'; drop table incidents; --" })),
  cells('blanks alone', () => ({ location_text: ' \u00a0\t ', crime_no: '   ' })),
  // what Excel did
  cells('a number that Excel shortened', () => ({ crime_no: '9.91431E+14' })),
  cells('a date as Excel counts', () => ({ committed_from: '45296.9270833333', committed_to: '45296.9270833333' })),
  cells('a class that became a date', () => ({ ho_class: '08-Nov' })),
  cells('an error of a formula', () => ({ longitude: '#N/A', ho_class: '#REF!' })),
  // when
  cells('29 February of a year without one', () => ({ committed_from: '2023-02-29 21:00:00', committed_to: '2023-02-29 21:30:00' })),
  cells('an hour that was not', () => ({ committed_from: '2024-03-31 01:30:00', committed_to: '2024-03-31 01:40:00' })),
  cells('an hour that was twice', () => ({ committed_from: '2023-10-29 01:30:00', committed_to: '2023-10-29 01:30:00' })),
  cells('a month 13', () => ({ committed_from: '2024-13-05 10:00:00', committed_to: '2024-13-05 10:00:00' })),
  cells('the future', () => ({ committed_from: '2091-01-05 10:00:00', committed_to: '2091-01-05 10:00:00', reported_ts: '2091-01-05 11:00:00' })),
  cells('a range backwards', () => ({ committed_from: '2024-02-05 10:00:00', committed_to: '2024-02-03 10:00:00' })),
  cells('no time at all', () => ({ committed_from: '', committed_to: '', reported_ts: '' })),
  // where
  cells('latitude and longitude exchanged', (row) => ({ latitude: row.longitude, longitude: row.latitude })),
  cells('a longitude without its sign', () => ({ latitude: '51.60000', longitude: '-0.55000' })),
  cells('(0,0)', () => ({ latitude: '0', longitude: '0.0' })),
  cells('coordinates that are none', (_row, random) => ({ latitude: random.pick(['NaN', 'n/k', '151.7', '1e400', '0x33', '51,734']), longitude: 'Infinity' })),
  cells('half of the coordinates', () => ({ longitude: '' })),
]
