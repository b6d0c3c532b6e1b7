import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAreas } from '../../server/analysis/area.ts'
import { completeFilter, createFields } from '../../server/analysis/field.ts'
import type { ColumnStore } from '../../server/analysis/columnStore.ts'
import { area as studyArea, columnsOf, facts } from './incidents.ts'

const areas = createAreas(studyArea)
const data = [{ ingestId: 1, source: 'police', standard: 'other', organisation: 'x', from: '2025-09-01', to: '2026-01-01', incidents: 1, mended: 0 }] as unknown as Parameters<typeof completeFilter>[1]
const state = { data, decisions: '', dataVersion: '' }

it('law: at every resolution, and in whole or in shares, incidents and counts say the same, in memory that workers share', async () => {
  await fc.assert(fc.asyncProperty(fc.array(facts, { maxLength: 60 }), fc.constantFrom(7, 8, 9), fc.constantFrom('whole', 'fractional'), async (given, resolution, weighting) => {
    const incidentColumns = { columnsOf: async (_: unknown, __: unknown, side: { points: boolean; candidates: boolean }) => [columnsOf(given, side)] } as unknown as ColumnStore
    const filter = completeFilter({ weighting, categories: undefined, sources: ['police', 'ambulance', 'emergency-department'], weekHours: [{ from: 18, to: 4 }] }, data)
    const area = areas(resolution as 7 | 8 | 9, 1)
    const { field } = await createFields({ studyArea, incidentColumns, harm: null }).fieldOf(filter, state, area, { points: true })
    const counts = new Float64Array(area.cells.length)
    field.events.cell.forEach((row, i) => (counts[row]! += field.events.weight[i]!))
    field.counts.forEach((count, row) => expect(counts[row]).toBeCloseTo(count, 4))
    expect(field.counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(field.incidents, 6)
    expect(Object.values(field.events).every(({ buffer }) => buffer instanceof SharedArrayBuffer)).toBe(true)
  }), { numRuns: 60 })
})
