/**
 * Personal data planted in texts about places, to be looked for afterwards wherever the service writes. Every person is invented:
 * names are drawn by chance from lists, phone numbers lie in Ofcom's ranges for drama, NHS numbers in the range never issued (999).
 * Names marked as unlisted are in none of the scrubber's lists; they always stand where a word before them says "person".
 */
import { createRandom, type Random } from '../../server/demo/random.ts'
import { CLEAR_FIRST_NAMES, FIRST_NAMES, SURNAMES } from '../../server/ingest/scrub/nameLists.ts'

export const CANARY_KINDS = ['name', 'unlisted-name', 'phone', 'nhs-number', 'date-of-birth', 'e-mail', 'house-number', 'national-insurance-number', 'vehicle-registration', 'record-number'] as const
export type CanaryKind = (typeof CANARY_KINDS)[number]

export type Canary = {
  kind: CanaryKind
  /** the identifier as planted */
  value: string
  /** as a receptionist might write it into the place field */
  text: string
  /** in no place where the service writes may any of these stand, in capitals or not */
  mustNotAppear: string[]
}

const UNLISTED_FIRST = 'Zorbek Tolmir Yelvina Quillan Xanthea Brovik Ondrela Faelan Jorveth Melisar Ulrika Vessaly Thandrel Oksarra Pelwyn Izvara Korriban Luzette Nembe Sunniva Zephrine Tavish Wilmerk Halvora Cressin Dorvane Eskild Gwynver Ithell Jalissa'.split(' ')
const UNLISTED_LAST = 'Vaskenby Thurlgrave Odubakin Przemkowic Hallewick Ngwazika Ferrowby Quennerley Zubiriel Tarnovek Skelmerby Abenzoli Dunkerforth Ibrascu Mwelanga Lorrimane Ostravel Pockridge Yardanov Vellacombe Grindelby Jashkari Keverstone Umbrelli Xiaotan Wrethamby Olufarin Saqlani Brezhovic Trevanick'.split(' ')

const TOWNS = ['Chelmsford', 'Colchester', 'Southend', 'Basildon', 'Harlow', 'Clacton', 'Braintree', 'Brentwood']
const VENUES = ['KFC', "McDonald's", 'the Red Lion pub', 'Tesco', 'the railway station', 'Atik nightclub', 'the bus station', 'the Kings Head', 'a kebab shop', 'Central Park']
const STREETS = ['Station Road', 'High Street', 'Moulsham Street', 'Victoria Avenue', 'Mill Lane', 'Church Rd', 'London Rd', 'St Johns Road', 'Kings Close', 'Elm Drive', 'Southway', 'The Ridings']
const RELATIONS = ['boyfriend', 'ex partner', 'ex-girlfriend', 'husband', 'wife', 'brother', 'step-father', 'neighbour', 'flatmate', 'partner', 'son', 'uncle']

const two = (n: number) => String(n).padStart(2, '0')
const between = (random: Random, from: number, to: number) => from + Math.floor(random.next() * (to - from + 1))
const digits = (random: Random, count: number) => Array.from({ length: count }, () => between(random, 0, 9)).join('')
const letters = (random: Random, count: number, from = 'ABCEGHJKLMNPRSTWXYZ') => Array.from({ length: count }, () => random.pick(Array.from(from))).join('')

type Planted = { value: string; said: string; also?: string[] }

/** A first name that the scrubber knows and a surname it knows, as people write them. */
function listedName(random: Random): Planted {
  const proper = (name: string) => name.replace(/(^|['-])\p{L}/gu, (letter) => letter.toUpperCase())
  const first = proper(random.pick(random.next() < 0.7 ? CLEAR_FIRST_NAMES : FIRST_NAMES))
  const last = proper(random.pick(SURNAMES))
  const value = random.pick([`${first} ${last}`, `${first} ${last}`, `${last}, ${first}`, `${last.toUpperCase()}, ${first}`, `${first} ${letters(random, 1)} ${last}`])
  const context = random.pick(['', '', '', 'with ', 'Pt ', 'assaulted by ', 'Mr ', 'name: ', `by ${random.pick(RELATIONS)} `])
  return { value, said: context + value }
}

/** A name nobody has listed, after a word that says it is one. */
function unlistedName(random: Random): Planted {
  const [first, last] = [random.pick(UNLISTED_FIRST), random.pick(UNLISTED_LAST)]
  const title = random.pick(['Mr', 'Mrs', 'Ms', 'Miss', 'Mr.'])
  const relation = random.pick(RELATIONS)
  const [value, said] = random.pick([
    [`${first} ${last}`, `by ${relation} ${first} ${last}`],
    [first, `by ${relation} ${first}`],
    [`${first} ${last}`, `${relation} (${first} ${last})`],
    [`${first} ${last}`, `${relation} called ${first} ${last}`],
    [last, `${title} ${last}`],
    [`${first} ${last}`, `${title} ${first} ${last}`],
    [`${first} ${last}`, `name: ${first} ${last},`],
    [`${first} ${last}`, `Pt ${first} ${last}`],
    [`${first} ${last}`, `assaulted by ${first} ${last}`],
  ] as const)
  return { value, said, also: value === first ? [first] : [last] }
}

function phone(random: Random): Planted {
  const [mobile, land] = [digits(random, 3), digits(random, 4)]
  const value = random.pick([
    `07700 900${mobile}`, `07700900${mobile}`, `07700 900 ${mobile}`, `+44 7700 900${mobile}`, `+44 (0)7700 900${mobile}`, `0044 7700 900${mobile}`,
    `07700-900-${mobile}`, `01632 96${land}`, `(01632) 96${land}`, `01632-96${land}`, `020 7946 0${mobile}`, `07700.900.${mobile}`, // Ofcom's numbers for drama
  ])
  return { value, said: random.pick(['', 'tel ', 'mob: ', 'call ', 'ring pt on ']) + value, also: [value.replace(/\D/g, '')] }
}

/** In the range 999 000 0000 – 999 999 9999, kept for tests, with the right check digit or (one in four) a wrong one. */
function nhsNumber(random: Random): Planted {
  for (;;) {
    const nine = `999${digits(random, 6)}`
    const check = 11 - (Array.from(nine).reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)
    if (check === 10) continue
    const last = random.next() < 0.25 ? between(random, 0, 9) : check % 11
    const plain = nine + last
    const value = random.pick([plain, `${plain.slice(0, 3)} ${plain.slice(3, 6)} ${plain.slice(6)}`, `${plain.slice(0, 3)}-${plain.slice(3, 6)}-${plain.slice(6)}`])
    return { value, said: random.pick(['', 'NHS ', 'NHS no: ', 'nhs number ']) + value, also: [plain] }
  }
}

const MONTHS = ['Jan', 'February', 'Mar', 'April', 'May', 'June', 'Jul', 'August', 'Sept', 'October', 'Nov', 'December']

function dateOfBirth(random: Random): Planted {
  const [d, m, y] = [between(random, 1, 28), between(random, 1, 12), between(random, 1940, 2009)]
  const value = random.pick([
    `${two(d)}/${two(m)}/${y}`, `${d}/${m}/${y}`, `${two(d)}.${two(m)}.${two(y % 100)}`, `${two(d)}-${two(m)}-${y}`, `${y}-${two(m)}-${two(d)}`, `${d} ${MONTHS[m - 1]} ${y}`, `${d}th ${MONTHS[m - 1]} ${y}`, `${two(d)}/${two(m)}/${two(y % 100)}`,
  ])
  return { value, said: random.pick(['dob ', 'DOB: ', 'd.o.b. ', 'born ', 'date of birth ', '']) + value }
}

function email(random: Random): Planted {
  const [first, last] = [random.pick(UNLISTED_FIRST), random.pick(UNLISTED_LAST)].map((name) => name.toLowerCase()) as [string, string]
  const local = random.pick([`${first}.${last}`, `${first}_${last}${between(random, 1, 99)}`, `${first}${last}`, `${first[0]}${last}`])
  const domain = random.pick(['example.com', 'example.co.uk', 'gmail.com', 'nhs.net', 'mail.example.org'])
  return { value: `${local}@${domain}`, said: random.pick(['', 'email ', 'contact ']) + random.pick([`${local}@${domain}`, `${local}@${domain}`, `${local} @ ${domain}`]), also: [local] }
}

function houseNumber(random: Random): Planted {
  const number = `${between(random, 1, 240)}${random.pick(['', '', '', 'a', 'B'])}`
  const street = random.pick(STREETS)
  const said = random.pick([`${number} ${street}`, `${number}, ${street}`, `no. ${number} ${street}`, `Flat ${between(random, 1, 40)}, ${number} ${street}`, `number ${number} ${street}`])
  return { value: `${number} ${street}`, said: random.pick(['', 'o/s ', "pt's home ", 'home address ', 'at ']) + said, also: [said.replace(/^(?:no\.|number) /, '')] }
}

function nationalInsurance(random: Random): Planted {
  const [pair, six, end] = [random.pick(['QQ', 'AB', 'JC', 'SX', 'PB', 'NA', 'TL'].filter((two) => two !== 'QQ')), digits(random, 6), random.pick(['A', 'B', 'C', 'D'])]
  const value = random.pick([`${pair}${six}${end}`, `${pair} ${six.slice(0, 2)} ${six.slice(2, 4)} ${six.slice(4)} ${end}`, `${pair} ${six} ${end}`])
  return { value, said: random.pick(['', 'NI ', 'NI no: ', 'NINO ']) + value, also: [pair + six + end] }
}

function vehicle(random: Random): Planted {
  const [pair, year, three] = [random.pick(['EA', 'EX', 'LK', 'GY', 'AV']), random.pick(['08', '14', '65', '71', '23']), letters(random, 2) + random.pick(['X', 'Z', 'J', 'V'])]
  const value = random.pick([`${pair}${year} ${three}`, `${pair}${year}${three}`])
  return { value, said: random.pick(['', 'hit by car ', 'reg ', 'VRM: ', 'car reg ']) + value }
}

function recordNumber(random: Random): Planted {
  const number = digits(random, between(random, 6, 8))
  const value = random.pick([number, `R${number}`, `RAJ${number}`])
  return { value, said: random.pick(['MRN ', 'MRN: ', 'hosp no ', 'Hospital number ', 'patient id ', 'CAD ', 'crime ref ', 'unit no ']) + value }
}

const MAKERS: Record<CanaryKind, (random: Random) => Planted> = {
  name: listedName,
  'unlisted-name': unlistedName,
  phone,
  'nhs-number': nhsNumber,
  'date-of-birth': dateOfBirth,
  'e-mail': email,
  'house-number': houseNumber,
  'national-insurance-number': nationalInsurance,
  'vehicle-registration': vehicle,
  'record-number': recordNumber,
}

/** Where the identifier stands in the text. */
function placed(random: Random, said: string): string {
  const [venue, street, town] = [random.pick(VENUES), random.pick(STREETS), random.pick(TOWNS)]
  const text = random.pick([
    `${said} outside ${venue}, ${street}, ${town}`,
    `o/s ${venue} ${town}, ${said}`,
    `assault at ${venue} ${street} - ${said}`,
    `${said} in ${town} town centre`,
    `${venue}, ${street} (${said})`,
    `${street}, ${town}. ${said}`,
    said,
  ])
  const dressing = random.next()
  if (dressing < 0.12) return text.toLowerCase()
  if (dressing < 0.2) return text.toUpperCase()
  if (dressing < 0.24) return text.replace(/ /g, '\u00a0')
  if (dressing < 0.28) return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
  if (dressing < 0.32) return text.replace(/(\w)(\w)/, '$1\u200b$2')
  return text
}

/** n identifiers, the kinds in turn; the same seed gives the same. */
export function canaries(seed: number, n: number): Canary[] {
  const random = createRandom(seed)
  return Array.from({ length: n }, (_, i) => {
    const kind = CANARY_KINDS[i % CANARY_KINDS.length]!
    const { value, said, also = [] } = MAKERS[kind](random)
    return { kind, value, text: placed(random, said), mustNotAppear: [...new Set([value, ...also])] }
  })
}
