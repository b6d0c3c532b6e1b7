// What the page shows, kept in the URL so that a link reproduces it. Pure: text in, value out, and back.
// A value that makes no sense is ignored, as if it were not there: a hand-edited link still opens.
import { ADJUSTMENTS, CATEGORIES } from '../server/contract/vocabulary.ts'
import type { Adjustment, Category } from '../server/contract/vocabulary.ts'
import type { Query } from '../server/contract/query.ts'
import { addMonths, isMonth } from './months.ts'

/** What is sent to the service: only what differs from its defaults. */
export type QueryBody = Partial<Query>

/** Counts, or hotspot significance (Gi*). */
export type Measure = 'count' | 'significance'
export type View = { lat: number; lng: number; zoom: number }
export type Selection = { kind: 'cell'; cell: string } | { kind: 'hotspot'; rank: number }

export type PageState = {
  /** First and last month, both included; null: as far as the data go. */
  from: string | null
  to: string | null
  /** null: the service's default. */
  categories: Category[] | null
  measure: Measure
  k: number
  adjustment: Adjustment
  alpha: number
  view: View | null
  selection: Selection | null
}

export const DEFAULT_STATE: PageState = {
  from: null,
  to: null,
  categories: null,
  measure: 'count',
  k: 1,
  adjustment: 'benjamini-hochberg',
  alpha: 0.05,
  view: null,
  selection: null,
}

/** The query string of a state, without `?`; what is default is left out. */
export function formatState(state: PageState): string {
  const out: [string, string][] = []
  const put = (key: string, value: string | number | null, usual: string | number | null = null): void => {
    if (value !== null && value !== usual) out.push([key, String(value)])
  }
  put('from', state.from)
  put('to', state.to)
  put('categories', state.categories ? state.categories.join(',') : null)
  put('measure', state.measure, DEFAULT_STATE.measure)
  put('k', state.k, DEFAULT_STATE.k)
  put('adjustment', state.adjustment, DEFAULT_STATE.adjustment)
  put('alpha', state.alpha, DEFAULT_STATE.alpha)
  if (state.selection?.kind === 'cell') put('cell', state.selection.cell)
  if (state.selection?.kind === 'hotspot') put('hotspot', state.selection.rank)
  if (state.view) {
    put('lat', state.view.lat)
    put('lng', state.view.lng)
    put('zoom', state.view.zoom)
  }
  // All values are made of letters, digits, `-`, `.` and `,`: nothing to escape, and commas stay readable.
  return out.map(([key, value]) => `${key}=${value}`).join('&')
}

export function parseState(search: string): PageState {
  const params = new URLSearchParams(search)
  const from = month(params.get('from'))
  const to = month(params.get('to'))
  const inOrder = from === null || to === null || from <= to
  return {
    from: inOrder ? from : null,
    to: inOrder ? to : null,
    categories: categories(params.get('categories')),
    measure: params.get('measure') === 'significance' ? 'significance' : 'count',
    k: number(params.get('k'), 1, 5, Number.isInteger) ?? DEFAULT_STATE.k,
    adjustment: ADJUSTMENTS.find((name) => name === params.get('adjustment')) ?? DEFAULT_STATE.adjustment,
    alpha: number(params.get('alpha'), 0, 0.2, (value) => value > 0) ?? DEFAULT_STATE.alpha,
    view: view(params),
    selection: selection(params),
  }
}

/** Rounds a view to what the URL keeps: about a metre, a hundredth of a zoom level. */
export function roundView(view: View): View {
  const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0
  return { lat: round(view.lat, 5), lng: round(view.lng, 5), zoom: round(view.zoom, 2) }
}

/** The query to send. A period open at one end is closed with the first or last month received. */
export function toQuery(state: PageState, months: string[]): QueryBody {
  const body: QueryBody = {}
  const from = state.from ?? months[0]
  const to = state.to ?? months.at(-1)
  if ((state.from !== null || state.to !== null) && from !== undefined && to !== undefined && from <= to) {
    body.period = { from: `${from}-01`, to: `${addMonths(to, 1)}-01` }
  }
  if (state.categories) body.categories = state.categories
  if (state.k !== DEFAULT_STATE.k) body.k = state.k
  if (state.adjustment !== DEFAULT_STATE.adjustment) body.adjustment = state.adjustment
  if (state.alpha !== DEFAULT_STATE.alpha) body.alpha = state.alpha
  return body
}

function month(text: string | null): string | null {
  return text !== null && isMonth(text) ? text : null
}

function categories(text: string | null): Category[] | null {
  if (text === null) return null
  const asked = new Set(text.split(','))
  const known = CATEGORIES.filter((category) => asked.has(category))
  return known.length > 0 ? known : null
}

function number(text: string | null, min: number, max: number, also: (value: number) => boolean): number | null {
  if (text === null || !/^-?\d+(\.\d+)?$/.test(text)) return null
  const value = Number(text)
  return value >= min && value <= max && also(value) ? value : null
}

function view(params: URLSearchParams): View | null {
  const finite = (): boolean => true
  const lat = number(params.get('lat'), -85, 85, finite)
  const lng = number(params.get('lng'), -180, 180, finite)
  const zoom = number(params.get('zoom'), 0, 24, finite)
  return lat === null || lng === null || zoom === null ? null : { lat, lng, zoom }
}

function selection(params: URLSearchParams): Selection | null {
  const cell = params.get('cell')
  if (cell !== null && /^[0-9a-f]{15}$/.test(cell)) return { kind: 'cell', cell }
  const rank = number(params.get('hotspot'), 1, 1e6, Number.isInteger)
  return rank === null ? null : { kind: 'hotspot', rank }
}
