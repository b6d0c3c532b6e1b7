import { parseArgs } from 'node:util'
import { querySchema, type Period, type QueryInput } from '../../server/contract/query.ts'
import { CATEGORIES } from '../../server/contract/vocabulary.ts'

export type AnalyseOptions = {
  query: Omit<QueryInput, 'period'>
  /** As given: either end may be left open. */
  period: Partial<Period>
  json: boolean
  help: boolean
}

export const USAGE = `npm run analyse -- [--categories a,b] [--from 2018-01] [--to 2018-07] [--resolution 9] [--k 1] [--json]
Finds or makes the run that answers this and prints its hotspots, the most significant first; --json prints the whole run.
  --from, --to    a month or a day; --to is the day (or month) after the last one; left out: where the data begin and end
  --categories    ${CATEGORIES.slice(0, 3).join(', ')} …, default: violence
  --resolution    7, 8 or 9    --k  rings round a cell, 1 to 5
The database is that of the settings (DATA_DIR, DATABASE_URL); the embedded one must not be in use by a running service.
`

/** Stand-ins for an end that nobody named, while the other is checked: the first and the last day that a query may name. */
const OPEN: Period = { from: '1900-01-01', to: '2099-12-31' }

/** Throws one line that names the argument when one makes no sense. */
export function readOptions(argv: string[]): AnalyseOptions {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean' } as const
  const { values } = parseArgs({ args: argv, options: { categories: text, from: text, to: text, resolution: text, k: text, json: yes, help: yes } })
  const { from, to } = values
  const read = querySchema.safeParse({
    ...(values.categories !== undefined && { categories: values.categories.split(',').map((name) => name.trim()) }),
    ...((from !== undefined || to !== undefined) && { period: { from: from ?? OPEN.from, to: to ?? OPEN.to } }),
    ...(values.resolution !== undefined && { resolution: Number(values.resolution) }),
    ...(values.k !== undefined && { k: Number(values.k) }),
  })
  if (!read.success) {
    const [issue] = read.error.issues
    const path = issue?.path ?? []
    throw new Error(`--${String(path[0] === 'period' ? (path[1] ?? 'from') : path[0])}: ${issue?.message}`)
  }
  const { period, ...query } = read.data
  return {
    query,
    period: { ...(from !== undefined && period && { from: period.from }), ...(to !== undefined && period && { to: period.to }) },
    json: values.json ?? false,
    help: values.help ?? false,
  }
}

/** Closes the open end of a period with what has been received; without data or without a period the gate decides. */
export function fillPeriod(period: Partial<Period>, received: Period[]): { period?: Period } {
  if (period.from === undefined && period.to === undefined) return {}
  const from = period.from ?? received.map((source) => source.from).toSorted()[0]
  const to = period.to ?? received.map((source) => source.to).toSorted().at(-1)
  if (from === undefined || to === undefined) return {}
  if (from >= to) throw new Error(`the period from ${from} to ${to} is empty: --to is the day after the last one`)
  return { period: { from, to } }
}
