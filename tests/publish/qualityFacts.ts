// Facts of sites, made by hand: every number of a scorecard can be worked out from them on paper.
import type { FilePiece, SiteFacts, SiteMonth } from '../../server/domain/quality.ts'
import { monthStart, nextMonth } from '../../server/domain/period.ts'

const NOTHING: SiteMonth = {
  month: '', cases: 0, home: 0, usable: 0, blank: 0, coarse: 0, ambiguous: 0, unknownWords: 0, ownPlace: 0, timed: 0, noTimeOfDay: 0, minutes: 0, heaped: 0,
  atArrival: 0, afterArrival: 0, methodAsked: 0, methodUnsaid: 0, placeTypeAsked: 0, placeTypeUnsaid: 0, comparable: 0, against: 0, scrubbed: 0,
}

/** A month of so many cases, all of them asked everything, told to the minute and placed, but for what is said. */
export const siteMonth = (month: string, cases: number, faults: Partial<SiteMonth> = {}): SiteMonth => {
  const sofar = { ...NOTHING, month, cases, timed: cases, minutes: cases, methodAsked: cases, placeTypeAsked: cases, comparable: cases, ...faults }
  const { home, blank, coarse, ambiguous, unknownWords, ownPlace } = sofar
  return { ...sofar, usable: cases - home - blank - coarse - ambiguous - unknownWords - ownPlace }
}

/** A file for one month, received on a day. */
export const monthFile = (ingestId: number, month: string, receivedAt: string, more: Partial<FilePiece> = {}): FilePiece => ({
  ingestId, from: monthStart(month), to: monthStart(nextMonth(month)), inForce: true, receivedAt: `${receivedAt}T09:00:00Z`, rowsRead: 100, rowsQuarantined: 0, sites: 1, ...more,
})

export const siteFacts = (id: number, more: Partial<SiteFacts> = {}): SiteFacts => {
  const months = more.months ?? []
  const files = more.files ?? months.map(({ month }, i) => monthFile(id * 100 + i, month, `${nextMonth(month)}-09`))
  return {
    id, source: 'emergency-department', organisation: `Hospital ${id}`, months, texts: [], files,
    firstReceivedAt: files[0]?.receivedAt ?? null, firstMonth: months[0]?.month ?? null, ...more,
  }
}

/** Twelve months of a hospital with much to mend, and two others to stand beside it. */
export const threeHospitals = (): SiteFacts[] => {
  const year = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`)
  const hospital = (id: number, name: string, cases: number, fault: (i: number) => Partial<SiteMonth>): SiteFacts =>
    siteFacts(id, { organisation: name, months: year.map((month, i) => siteMonth(month, cases, fault(i))) })
  return [
    hospital(1, 'Demo Hospital North (invented)', 100, (i) => ({
      home: 20, blank: 14, coarse: 20 - i, ambiguous: 3, unknownWords: 5, ownPlace: 2, noTimeOfDay: 8, minutes: 80, heaped: 40, atArrival: 12, methodUnsaid: 4, placeTypeUnsaid: 3, against: 1, scrubbed: 2,
    })),
    hospital(2, 'Demo Hospital Mid (invented)', 80, () => ({ home: 16, blank: 4, coarse: 4, minutes: 70, heaped: 7 })),
    hospital(3, 'Demo Hospital South (invented)', 60, () => ({ home: 12, blank: 8, coarse: 6, ambiguous: 2, minutes: 55, heaped: 30 })),
  ]
}
