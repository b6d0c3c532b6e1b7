import { z } from 'zod'
import { ASKED_AGE_BANDS, ASKED_METHODS, ASKED_PLACE_TYPES, MEASURES, WEEKDAYS, WEIGHTINGS } from './query.ts'
import { ADJUSTMENTS, CATEGORIES, CELL_STATES, DAY_PARTS, EXCLUDED_KINDS, RESOLUTIONS, SOURCES } from './vocabulary.ts'

const cellId = z.string().regex(/^[0-9a-f]{15}$/).describe('H3 index, hexadecimal')
const resolution = z.literal([...RESOLUTIONS])

export const hotspotSchema = z.object({
  rank: z.int().describe('1 = highest z (most unlikely to be chance); ties by incidents, then by cell'),
  cells: z.array(cellId).describe('Contiguous significant cells, with three incidents or more together'),
  incidents: z.int(),
  share: z.number().describe('Of all mapped incidents of the run, 0–1'),
  areaKm2: z.number().describe('Sum of the real areas of the cells, km²'),
  z: z.number().describe('Highest Gi* z-score of its cells'),
  adjustedP: z.number().describe('Lowest adjusted p of its cells'),
  lat: z.number().describe('Centre of its peak cell (highest z), WGS84'),
  lng: z.number(),
  place: z.string().describe('Nearest named place to the peak cell'),
  peakCell: cellId,
  ratio: z.number().describe('Incidents as a multiple of what an even spread over the area would give'),
})
export type Hotspot = z.infer<typeof hotspotSchema>

export const excludedSchema = z.object({
  kind: z.enum(EXCLUDED_KINDS),
  count: z.number().describe('Incidents; with weighting fractional the shares of incidents, summed'),
})
export type Excluded = z.infer<typeof excludedSchema>

export const levelSchema = z.object({
  resolution,
  cells: z.int().describe('Cells of the study area at this resolution, zeros included'),
  cellsWithIncidents: z.int(),
  significant: z.int().describe('Cells with z > 0 and adjusted p ≤ alpha'),
  maxCount: z.int(),
  countBreaks: z.array(z.int()).describe('Lower bounds of the legend classes of the counts, ascending'),
})
export type Level = z.infer<typeof levelSchema>

export const runSchema = z.object({
  id: z.string().describe('Digest of query, data version and code version'),
  query: z.object({
    sources: z.array(z.enum(SOURCES)),
    categories: z.array(z.enum(CATEGORIES)),
    period: z.object({ from: z.string(), to: z.string() }),
    resolution,
    k: z.int(),
    dayParts: z.array(z.enum(DAY_PARTS)),
    weekHours: z.array(z.object({ days: z.array(z.enum(WEEKDAYS)), from: z.int(), to: z.int() })).describe('Hours of operational days'),
    methods: z.array(z.enum(ASKED_METHODS)),
    placeTypes: z.array(z.enum(ASKED_PLACE_TYPES)),
    ageBands: z.array(z.enum(ASKED_AGE_BANDS)),
    measure: z.enum(MEASURES),
    weighting: z.enum(WEIGHTINGS),
    operationalDays: z.boolean(),
    adjustment: z.enum(ADJUSTMENTS),
    alpha: z.number(),
  }),
  dataVersion: z.string(),
  codeVersion: z.string(),
  resolution,
  unit: z.literal('incidents'),
  incidents: z.int().describe('Mapped incidents inside the study area: the sum of all cell counts'),
  cells: z.int().describe('Cells of the study area at the resolution of the query'),
  excluded: z.array(excludedSchema).describe('Incidents that match the query and are not on the map, and why'),
  monthsReceived: z.array(z.string()).describe('Months of the period that can answer: received whole, and able to tell what is asked. The others are unknown, not zero'),
  snapPoints: z.boolean().describe('Places are anonymised snap points: approximate'),
  studyArea: z.object({ name: z.string(), areaKm2: z.number(), version: z.string() }),
  levels: z.array(levelSchema).describe('The same query at each resolution of the map'),
  hotspots: z.array(hotspotSchema),
  caution: z.string().nullable().describe('The one limit to read before any figure; null when there is none'),
  advice: z.array(z.string()).describe('What the data can and cannot bear, in plain words'),
})
export type Run = z.infer<typeof runSchema>

export const cellRowSchema = z.object({
  cell: cellId,
  count: z.int().nullable(),
  z: z.number().nullable().describe('Gi* z-score; null when every cell has the same count'),
  p: z.number().nullable().describe('Two-sided'),
  adjusted_p: z.number().nullable(),
  state: z.enum(CELL_STATES),
})
export type CellRow = z.infer<typeof cellRowSchema>

export const cellsSchema = z.object({ run: z.string(), resolution, cells: z.array(cellRowSchema) })
export const hotspotsSchema = z.object({ run: z.string(), hotspots: z.array(hotspotSchema) })

const counted = z.object({ count: z.int() })
export const cellDetailSchema = cellRowSchema.extend({
  run: z.string(),
  resolution,
  areaKm2: z.number(),
  lat: z.number(),
  lng: z.number(),
  place: z.string(),
  expected: z.number().describe('Incidents an even spread over the study area would put here'),
  neighbourhood: z.object({ cells: z.int(), incidents: z.int() }).describe('The cell and its k rings, what Gi* looks at'),
  hotspotRank: z.int().nullable(),
  byCategory: z.array(counted.extend({ category: z.enum(CATEGORIES) })),
  byMonth: z
    .array(z.object({ month: z.string(), count: z.int().nullable().describe('null: nothing was received for this month, which is not zero') }))
    .describe('Every month of the period'),
  sentence: z.string().describe('What it means, in plain words'),
})
export type CellDetail = z.infer<typeof cellDetailSchema>

export const catalogueSchema = z.object({
  studyArea: z.object({ name: z.string(), areaKm2: z.number(), bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]) }),
  dataVersion: z.string().nullable().describe('null: nothing received yet'),
  demo: z.boolean().describe('The data are the invented demo county'),
  sources: z.array(z.object({ source: z.enum(SOURCES), organisation: z.string(), from: z.string(), to: z.string(), incidents: z.int() })),
  months: z.array(counted.extend({ month: z.string() })).describe('Incidents by month, all sources and categories'),
  categories: z.array(counted.extend({ category: z.enum(CATEGORIES) })),
  dayPartsKnown: z.boolean().describe('Whether any incident has a time of day'),
})
export type Catalogue = z.infer<typeof catalogueSchema>
