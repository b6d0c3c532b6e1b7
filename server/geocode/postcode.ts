// Postcodes, whole or in part, in the words of a text. Anonymising often leaves only the sector ("CM1 1") or district ("CM1").
import type { GazetteerEntry } from '../domain/gazetteer.ts'
import KDBush from 'kdbush'
import { metresBetween, type Point } from './distance.ts'

export type PostcodeArea = { id: string | null; label: string; lat: number; lng: number; radiusM: number }
export type Postcodes = {
  unit: (code: string) => PostcodeArea | undefined
  sector: (code: string) => PostcodeArea | undefined
  district: (code: string) => PostcodeArea | undefined
  /** the postcode whose middle is nearest, in lower case without a space; null when none is within 5 km */
  nearest: (point: Point) => string | null
}
/** `words`: which words of the text it took, [from, to). `fallenBack`: the text said more than the gazetteer knows. */
export type PostcodeFound = { level: 'postcode' | 'postcode-sector' | 'district'; area: PostcodeArea; fallenBack: boolean; words: [number, number] }

const OUTWARD = /^[a-z]{1,2}\d[a-z\d]?$/
const INWARD = /^\d[abd-hjlnp-uw-z]{2}$/
const WHOLE = /^([a-z]{1,2}\d[a-z\d]?)(\d[abd-hjlnp-uw-z]{2})$/
const SEARCH_M = [200, 1_000, 5_000]
const FULL_IN_SECTOR = /^(\d)[a-z]?$/

/** Sectors and districts that the gazetteer does not list are made from the postcodes in them. */
export function createPostcodes(entries: readonly GazetteerEntry[]): Postcodes {
  const units = new Map<string, PostcodeArea>()
  const sectors = new Map<string, PostcodeArea>()
  const [inSector, inDistrict] = [new Map<string, PostcodeArea[]>(), new Map<string, PostcodeArea[]>()]
  const put = (map: Map<string, PostcodeArea[]>, key: string, area: PostcodeArea) => {
    const list = map.get(key)
    if (list) list.push(area)
    else map.set(key, [area])
  }
  for (const { id, kind, name, lat, lng, radiusM } of entries) {
    const code = name.toLowerCase().replace(/\s+/g, '')
    const area = { id, label: name, lat, lng, radiusM }
    if (kind === 'postcode') {
      units.set(code, area)
      put(inSector, code.slice(0, -2), area)
      put(inDistrict, code.slice(0, -3), area)
    } else if (kind === 'postcode-sector') {
      sectors.set(code, area)
      put(inDistrict, code.slice(0, -1), area)
    }
  }
  for (const [code, areas] of inSector) if (!sectors.has(code)) sectors.set(code, middle(spaced(code, 1), areas))
  const districts = new Map([...inDistrict].map(([code, areas]) => [code, middle(code.toUpperCase(), areas)]))
  return { unit: (code) => units.get(code), sector: (code) => sectors.get(code), district: (code) => districts.get(code), nearest: createNearest([...units]) }
}

function createNearest(units: [string, PostcodeArea][]): Postcodes['nearest'] {
  if (units.length === 0) return () => null
  const squeeze = Math.cos((units[0]![1].lat * Math.PI) / 180) // one scale for a county: nearest stays nearest
  const tree = new KDBush(units.length)
  for (const [, { lat, lng }] of units) tree.add(lng * squeeze, lat)
  tree.finish()
  return (point) => {
    for (const metres of SEARCH_M) {
      let best: string | null = null
      let least = Infinity
      for (const i of tree.within(point.lng * squeeze, point.lat, metres / 111_195)) {
        const away = metresBetween(units[i]![1], point)
        if (away < least) [least, best] = [away, units[i]![0]]
      }
      if (best !== null) return best
    }
    return null
  }
}

const spaced = (code: string, inward: number) => `${code.slice(0, -inward)} ${code.slice(-inward)}`.toUpperCase()

function middle(label: string, areas: PostcodeArea[]): PostcodeArea {
  const lat = areas.reduce((sum, area) => sum + area.lat, 0) / areas.length
  const lng = areas.reduce((sum, area) => sum + area.lng, 0) / areas.length
  const radiusM = Math.round(Math.max(...areas.map((area) => metresBetween(area, { lat, lng }) + area.radiusM)))
  return { id: null, label, lat, lng, radiusM }
}

/** The finest postcode that the words hold and the gazetteer knows. */
export function findPostcode(words: readonly string[], codes: Postcodes): PostcodeFound | null {
  let best: PostcodeFound | null = null
  const offer = (outward: string, inward: string, from: number, to: number) => {
    const found = lookUp(outward, inward, codes)
    if (found && (!best || FINENESS[found.level] > FINENESS[best.level])) best = { ...found, words: [from, to] }
  }
  words.forEach((word, i) => {
    const whole = WHOLE.exec(word)
    if (whole) offer(whole[1]!, whole[2]!, i, i + 1)
    // "SSO 7QA": the letter O for the figure nought
    const outward = OUTWARD.test(word) ? word : OUTWARD.test(word.replace(/o$/, '0')) ? word.replace(/o$/, '0') : null
    if (outward === null) return
    const next = words[i + 1] ?? ''
    if (INWARD.test(next) || FULL_IN_SECTOR.test(next)) offer(outward, next, i, i + 2)
    else offer(outward, '', i, i + 1)
  })
  return best
}

const FINENESS = { postcode: 3, 'postcode-sector': 2, district: 1 }

function lookUp(outward: string, inward: string, codes: Postcodes): Omit<PostcodeFound, 'words'> | null {
  const whole = inward.length === 3 ? codes.unit(outward + inward) : undefined
  if (whole) return { level: 'postcode', area: whole, fallenBack: false }
  const sector = inward ? codes.sector(outward + inward[0]) : undefined
  if (sector) return { level: 'postcode-sector', area: sector, fallenBack: inward.length === 3 }
  const district = codes.district(outward)
  return district ? { level: 'district', area: district, fallenBack: inward !== '' } : null
}
