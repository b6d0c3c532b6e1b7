import { polarNormal } from '../../server/statistics/random.ts'

/**
 * Invented incidents over a box that holds Essex, the same on every machine: 65 % round 40 towns (normal, sd 150 to 800 m, the k-th weighs
 * 1 / (k + 2)), 35 % anywhere; three years from 2022-01-01, busy on weekend nights; 25 % A&E, 35 % ambulance, 40 % police.
 * Towns are the same whatever the number of incidents.
 */
export type Incidents = {
  readonly lat: Float64Array
  readonly lng: Float64Array
  /** Unix seconds. */
  readonly time: Uint32Array
  /** 0 A&E, 1 ambulance, 2 police. */
  readonly source: Uint8Array
  /** 0–7. */
  readonly kind: Uint8Array
}

export const BOX = { west: -0.02, south: 51.44, east: 1.3, north: 52.1 } as const
export const FIRST_DAY = Date.UTC(2022, 0, 1) / 86_400_000

const METRES_PER_DEGREE = 111_320
const TOWNS = 40
const TOWN_SEED = 20_240_601
const DAYS = 1096
const WEEKDAYS = [1.3, 0.8, 0.8, 0.85, 1, 1.6, 1.9] // from Sunday
const HOURS = Array.from({ length: 24 }, (_, hour) => (hour >= 21 || hour < 4 ? 3 : hour < 8 ? 0.5 : hour < 17 ? 1 : 1.6))

export function inventIncidents(n: number, seed = 42): Incidents {
  const { towns, upTo } = createTowns()
  const { next, normal } = mulberry(seed)
  const within = (from: number, to: number): number => from + next() * (to - from)
  const inBox = (lat: number, lng: number): boolean => lng >= BOX.west && lng <= BOX.east && lat >= BOX.south && lat <= BOX.north
  const pick = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((sum, w) => sum + w)
    for (const [i, w] of weights.entries()) if ((left -= w) < 0) return i
    return weights.length - 1
  }
  const lat = new Float64Array(n)
  const lng = new Float64Array(n)
  const time = new Uint32Array(n)
  const source = new Uint8Array(n)
  const kind = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    if (next() < 0.65) {
      const r = next()
      const town = towns[upTo.findIndex((share) => r <= share)] ?? towns[TOWNS - 1]!
      do {
        lat[i] = town.lat + (normal() * town.sd) / METRES_PER_DEGREE
        lng[i] = town.lng + (normal() * town.sd) / (METRES_PER_DEGREE * Math.cos((town.lat * Math.PI) / 180))
      } while (!inBox(lat[i]!, lng[i]!))
    } else {
      lng[i] = within(BOX.west, BOX.east)
      lat[i] = within(BOX.south, BOX.north)
    }
    const week = Math.floor(next() * (DAYS / 7 - 1))
    // 2022-01-01 was a Saturday: one day on, weeks begin with Sunday.
    const day = FIRST_DAY + week * 7 + 1 + pick(WEEKDAYS)
    time[i] = day * 86_400 + pick(HOURS) * 3600 + Math.floor(next() * 3600)
    const s = next()
    source[i] = s < 0.25 ? 0 : s < 0.6 ? 1 : 2
    kind[i] = Math.floor(next() * 8)
  }
  return { lat, lng, time, source, kind }
}

/** Metres east and north of the middle of the box, on a plane: good to a few metres in a hundred kilometres, the same for every peer. */
export function planeOf({ lat, lng }: Pick<Incidents, 'lat' | 'lng'>): { x: Float64Array; y: Float64Array } {
  const metres = (6_371_008.8 * Math.PI) / 180
  const middle = { lat: (BOX.south + BOX.north) / 2, lng: (BOX.west + BOX.east) / 2 }
  const narrower = Math.cos((middle.lat * Math.PI) / 180)
  return { x: lng.map((v) => (v - middle.lng) * metres * narrower), y: lat.map((v) => (v - middle.lat) * metres) }
}

type Town = { lat: number; lng: number; sd: number }

function createTowns(): { towns: Town[]; upTo: number[] } {
  const { next } = mulberry(TOWN_SEED)
  const towns = Array.from({ length: TOWNS }, () => ({
    lng: BOX.west + 0.08 + next() * (BOX.east - BOX.west - 0.16),
    lat: BOX.south + 0.05 + next() * (BOX.north - BOX.south - 0.1),
    sd: 150 + next() * 650,
  }))
  const weights = towns.map((_, k) => 1 / (k + 2))
  const all = weights.reduce((sum, w) => sum + w, 0)
  let sum = 0
  return { towns, upTo: weights.map((w) => (sum += w / all)) }
}

/** Mulberry32: the figures of the README are of its incidents. */
function mulberry(seed: number): { next: () => number; normal: () => number } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, normal: polarNormal(next) }
}
