// Each word looked up once: what it can be, as bits. Words in no list have none: they may be a name or a place we do not know.
import { CLEAR_FIRST_NAMES, FIRST_NAMES, PLACELIKE_FIRST_NAMES, SURNAMES, WORDLIKE_SURNAMES } from './nameLists.ts'
import { COMMON_WORDS, HONOURS, PLACE_NOUNS } from './words.ts'

export const FIRST = 1 // a first name
export const CLEAR = 2 // hardly anything else
export const PLACELIKE = 4 // mostly something else
export const SURNAME = 8
export const WORDLIKE = 16 // a surname that is also a word
export const COMMON = 32 // not a name
export const PLACE = 64 // comes after the name of a place
export const HONOUR = 128 // comes before it
export const TITLE = 256
export const RELATION = 512
export const PERSON = 1024 // "pt", "victim": may be followed by a name
export const LABEL = 2048 // "name:": is followed by a name
export const ACT = 4096 // "assaulted", before "by"

const words = (text: string): string[] => text.trim().split(/\s+/)

const LISTS: [bits: number, list: string[]][] = [
  [FIRST | CLEAR, CLEAR_FIRST_NAMES],
  [FIRST, FIRST_NAMES],
  [FIRST | PLACELIKE, PLACELIKE_FIRST_NAMES],
  [SURNAME, SURNAMES],
  [WORDLIKE, WORDLIKE_SURNAMES],
  [COMMON, COMMON_WORDS],
  [PLACE, PLACE_NOUNS],
  [HONOUR, HONOURS],
  [TITLE, words('mr mrs ms miss mx dr mister missus prof professor rev reverend')],
  [
    RELATION | COMMON,
    words(`boyfriend girlfriend bf gf husband wife partner fiance fiancee brother sister bro sis mother mum mam mom father dad son daughter
      uncle aunt auntie cousin nephew niece grandson granddaughter grandad grandfather grandmother nan gran nana stepfather stepdad
      stepmother stepmum stepson stepdaughter stepbrother stepsister neighbour neighbor flatmate housemate roommate friend mate
      lodger landlord landlady tenant carer colleague ex hubby spouse bloke fella lover acquaintance inlaw bff`),
  ],
  [
    PERSON | COMMON,
    words(`pt patient px victim vic suspect susp perp perpetrator assailant attacker offender complainant informant caller witness client
      resident accused defendant teacher bouncer doorman constable pc sgt sergeant nurse gp dcs manager staff`),
  ],
  [LABEL | COMMON, words('name named called aka nok forename surname firstname lastname alias fullname')],
  [
    ACT,
    words(`assaulted attacked hit punched kicked slapped pushed shoved stabbed slashed cut glassed bitten bit beaten headbutted robbed mugged
      threatened spat struck grabbed strangled choked scratched bottled injured hurt jumped thrown dragged raped groped touched
      harassed followed chased shot abused`),
  ],
]

const lookup = new Map<string, number>()
for (const [bits, list] of LISTS) for (const word of list) lookup.set(word, (lookup.get(word) ?? 0) | bits)

export const bitsOf = (word: string): number => lookup.get(word) ?? 0
