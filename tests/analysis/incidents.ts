// Incidents by hand and by chance, and the rules of counting said once more, row by row and slowly.
import { cellToChildren, cellToLatLng } from 'h3-js'
import fc from 'fast-check'
import { createColumnsBuilder } from '../../server/analysis/buildColumns.ts'
import type { Columns } from '../../server/analysis/columns.ts'
import type { Filter } from '../../server/contract/query.ts'
import { AGE_BANDS, CATEGORIES, METHODS, NOT_SAID, PLACE_TYPES, SOURCES } from '../../server/contract/vocabulary.ts'
import type { ExcludedKind } from '../../server/contract/vocabulary.ts'
import { aoristicHours } from '../../server/domain/aoristic.ts'
import { cellToBigint } from '../../server/domain/cell.ts'
import type { IncidentFact } from '../../server/domain/incident.ts'
import { isoInstant, localToInstants, londonDay, londonParts, operationalDay } from '../../server/domain/londonTime.ts'
import { createStudyArea } from '../../server/domain/studyArea.ts'
import { weekMask } from '../../server/domain/weekHours.ts'
import { cellsWithin } from './cells.ts'

export const area = createStudyArea({ name: 'small', version: '1', cells9: cellsWithin(51.73, 0.47, 4) })
const cells = area.cells(9)
const OUTSIDE = cellsWithin(52.5, 0.47, 0)[0]!

export const at = (local: string): number => {
  const [y, m, d, h, mi] = local.split(/\D/).map(Number) as [number, number, number, number, number]
  return localToInstants(y, m, d, h, mi, 0)[0]! / 1000
}

export const fact = (given: Partial<IncidentFact> = {}): IncidentFact => {
  const from = given.from ?? at('2025-03-08 22:41')
  return {
    sources: ['police'], category: 'violence-and-sexual-offences', from, to: given.to ?? from + 60, kind: 'exact', unplaced: null,
    cell: cellToBigint(cells[3]!), level: 'exact', method: 'not-asked', placeType: 'missing', ageBand: 'unknown', offence: null, ...given,
  }
}

export const columnsOf = (facts: IncidentFact[], side = { points: false, candidates: false }): Columns => {
  const builder = createColumnsBuilder(area, facts.length, side)
  facts.forEach(builder.add)
  return builder.columns()
}

const anyCell = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...cells) }, { weight: 3, arbitrary: fc.constantFrom(...cells.flatMap((cell) => cellToChildren(cell, 10))) }, { weight: 1, arbitrary: fc.constant(OUTSIDE) })

/** A few weeks about a change of the clock, minutes whole or not; dates and months as the in-gate makes them. */
const times = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 40 * 1440 }), fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 600, max: 12 * 1440 })), fc.integer({ min: 0, max: 59 })).map(([start, minutes, second]) => {
    const from = at('2025-10-10 00:00') + start * 60 + (second > 50 ? second : 0)
    return { from, to: from + minutes * 60, kind: minutes === 1 ? ('exact' as const) : ('range' as const) }
  }),
  fc.integer({ min: 10, max: 31 }).map((day) => ({ from: at(`2025-10-${day} 00:00`), to: day === 31 ? at('2025-11-01 00:00') : at(`2025-10-${day + 1} 00:00`), kind: 'date' as const })),
  fc.constantFrom(9, 10, 11).map((month) => ({ from: at(`2025-${month} 1 00:00`.replace(' 1', '-01')), to: at(`2025-${month + 1}-01 00:00`), kind: 'month' as const })),
)

export const facts = fc.record({
  time: times, cell: anyCell, sources: fc.uniqueArray(fc.constantFrom(...SOURCES), { minLength: 1, maxLength: 2 }), category: fc.constantFrom(...CATEGORIES.slice(0, 3), null),
  method: fc.constantFrom(...METHODS.slice(0, 2), ...NOT_SAID), placeType: fc.constantFrom(...PLACE_TYPES.slice(0, 2), ...NOT_SAID), ageBand: fc.constantFrom(...AGE_BANDS.slice(0, 2), ...NOT_SAID),
  unplaced: fc.constantFrom(null, null, null, 'home' as const, 'ambiguous-place' as const, 'no-coordinates' as const), offence: fc.constantFrom(null, '8N', '5D', 'none'),
}).map(({ time, cell, unplaced, ...rest }) => fact({ ...rest, ...time, unplaced, cell: unplaced === null ? cellToBigint(cell) : null }))

/** By the rules of the contract and nothing else: share, or the reason. */
export const judge = (f: IncidentFact, q: Filter): { share: number; told: Partial<Record<ExcludedKind, number>> } => {
  const none = { share: 0, told: {} }
  if (!f.sources.some((source) => q.sources.includes(source)) || f.category === null || !q.categories.includes(f.category)) return none
  let unsaid = false
  for (const [value, asked, words] of [[f.method, q.methods, METHODS], [f.placeType, q.placeTypes, PLACE_TYPES], [f.ageBand, q.ageBands, AGE_BANDS]] as const) {
    const word = (words as readonly string[]).includes(value) ? value : 'unknown'
    if ((asked as readonly string[]).includes(word)) continue
    if (word !== 'unknown') return none
    unsaid = true
  }
  const hourKnown = f.kind !== 'date' && f.kind !== 'month'
  const dayOf = (seconds: number) => (q.operationalDays && hourKnown ? operationalDay : londonDay)(seconds * 1000)
  const [first, last] = [dayOf(f.from), dayOf(f.to - 1)]
  const { from, to } = q.period
  if (last < from || first >= to) return none
  const mask = weekMask(q.weekHours)
  const hours: { day: string; wanted: boolean; share: number }[] = []
  if (hourKnown) {
    for (let h = Math.floor(f.from / 3600) * 3600; h < f.to; h += 3600) {
      const { weekday, hour } = londonParts(h * 1000)
      hours.push({ day: dayOf(h), wanted: mask[(weekday - 1) * 24 + hour] === 1, share: (Math.min(f.to, h + 3600) - Math.max(f.from, h)) / (f.to - f.from) })
    }
  }
  const oneHour = hourKnown && new Set(hours.map((_, i) => londonParts((Math.floor(f.from / 3600) + i) * 3_600_000)).map(({ day, hour }) => `${day}/${hour}`)).size === 1
  const spreadable = hourKnown && aoristicHours({ from: isoInstant(f.from * 1000), to: isoInstant(f.to * 1000), kind: 'range', flags: [], operationalDay: null }).length > 0
  let [share, told]: [number, Partial<Record<ExcludedKind, number>>] = [0, {}]
  if (q.weighting === 'fractional' && spreadable && !oneHour) {
    const sum = (test: (h: (typeof hours)[number]) => boolean) => hours.filter(test).reduce((total, h) => total + h.share, 0)
    const inside = (h: { day: string }) => h.day >= from && h.day < to
    share = sum((h) => inside(h) && h.wanted)
    if (share === 0) return none
    told = { 'cut-by-period': sum((h) => !inside(h)), 'other-hours': sum((h) => inside(h) && !h.wanted) }
  } else if (first < from || last >= to) return { share: 0, told: { 'cut-by-period': 1 } }
  else if (mask.includes(0)) {
    const wanted = hours.filter((h) => h.wanted).length
    if (hourKnown && wanted === 0) return none
    if (!hourKnown || wanted < hours.length) return { share: 0, told: { 'no-time-of-day': 1 } }
    share = 1
  } else share = 1
  if (unsaid) return { share: 0, told: { ...told, 'not-said': share } }
  return { share, told }
}

export const centre = (cell: string): { lat: number; lng: number } => {
  const [lat, lng] = cellToLatLng(cell)
  return { lat, lng }
}
