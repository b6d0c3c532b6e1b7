import { CATEGORY_LABELS } from '../../contract/vocabulary.ts'
import type { Category } from '../../contract/vocabulary.ts'
import { SNAP_POINT_RESOLUTION } from '../../domain/cell.ts'
import { isMonth, monthStart, nextMonth } from '../../domain/period.ts'
import { fileProblem } from '../../domain/problem.ts'
import type { Profile } from './profile.ts'

// data.police.uk street-level crime. Month only, no day. Places are moved to shared snap points before publication.
// Anti-social behaviour carries no Crime ID, and wholly identical rows of it are separate events.
// The LSOA of the file is kept in the source record and not used: it does not always hold the point it stands beside.

const original = {
  reference: 'Crime ID',
  month: 'Month',
  reportedBy: 'Reported by',
  fallsWithin: 'Falls within',
  longitude: 'Longitude',
  latitude: 'Latitude',
  location: 'Location',
  lsoaCode: 'LSOA code',
  lsoaName: 'LSOA name',
  crimeType: 'Crime type',
  outcome: 'Last outcome category',
  context: 'Context',
}

const snakeCase = Object.fromEntries(Object.entries(original).map(([ours, theirs]) => [ours, theirs.toLowerCase().replaceAll(' ', '_')]))

const categories = new Map(Object.entries(CATEGORY_LABELS).map(([slug, label]) => [label.toLowerCase(), slug as Category]))

export const policeUk: Profile = {
  name: 'police-uk',
  version: 1,
  source: 'police',
  headers: [original, snakeCase],
  placeLevel: 'snap-point',
  resolution: SNAP_POINT_RESOLUTION,
  read(row, where) {
    const month = row.month ?? ''
    if (!isMonth(month)) throw fileProblem('bad-month', 'must be a month like 2018-01', { ...where, field: 'Month' })
    const organisation = (row.fallsWithin || row.reportedBy || '').trim()
    if (organisation.length > 100) throw fileProblem('no-force', 'names a force with more than 100 characters', { ...where, field: 'Falls within' })
    if (!organisation) throw fileProblem('no-force', 'names no force', { ...where, field: 'Falls within' })
    const categoryOriginal = (row.crimeType ?? '').trim()
    return {
      organisation,
      reference: (row.reference ?? '').trim(),
      month,
      time: { from: monthStart(month), to: monthStart(nextMonth(month)), kind: 'month', operationalDay: null },
      category: categories.get(categoryOriginal.toLowerCase()) ?? null,
      categoryOriginal,
      reporting: 'reported',
      lat: (row.latitude ?? '').trim(),
      lng: (row.longitude ?? '').trim(),
    }
  },
}
