import { homePostcodes, houseNumbers } from './addresses.ts'
import { emails, links } from './contacts.ts'
import type { Detector } from './detector.ts'
import { names, nicknames } from './names.ts'
import { dates, longNumbers, nationalInsurance, nhsNumbers, phones, recordNumbers } from './numbers.ts'
import { vehicles } from './vehicles.ts'

/**
 * What is looked for, in this order: what carries its own mark first (an e-mail address holds a name and a number), then numbers
 * from the surest to the vaguest, then addresses, then names.
 */
export const DETECTORS: readonly Detector[] = [
  emails,
  links,
  nationalInsurance,
  recordNumbers,
  dates,
  nhsNumbers,
  phones,
  longNumbers,
  vehicles,
  homePostcodes,
  houseNumbers,
  nicknames,
  names,
]
