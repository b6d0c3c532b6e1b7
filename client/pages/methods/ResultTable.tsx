import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Analysis, ColumnHead } from '../../../server/contract/analysis.ts'
import { fetchRows, tableUrl } from '../../api/analyses.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { formatCount } from '../../words.ts'
import { mapLink, saidValue, shownColumns, sortRows, standardSort } from './rows.ts'
import type { Sort } from './rows.ts'

const SHOWN = 20
const FORMATS = { csv: 'CSV, for a spreadsheet', geojson: 'GeoJSON, for a map', arrow: 'Arrow', json: 'JSON' } as const

type Props = { analysis: Analysis; table: Analysis['tables'][number] }

const isText = ({ type, name }: ColumnHead): boolean => type === 'text' || type === 'cell' || name === 'lat'
const headOf = ({ name, label }: ColumnHead): string => (name === 'lat' ? 'On the map' : name === 'cell' ? 'Cell' : label)

/** The first rows of a table by the column that matters, and the whole of it to take away. */
export function ResultTable({ analysis: { id, filter }, table }: Props) {
  const { data, error, refetch } = useQuery({ queryKey: ['rows', id, table.name], queryFn: ({ signal }) => fetchRows(id, table.name, { signal }), enabled: table.rows > 0, staleTime: Infinity })
  const [sort, setSort] = useState<Sort | null>(null)
  const by = sort ?? standardSort(table.columns)
  const rows = data ? sortRows(data.rows, table.columns, by).slice(0, SHOWN) : []
  const shown = shownColumns(table.columns)
  const press = (column: ColumnHead): void => setSort({ column: column.name, descending: by?.column === column.name ? !by.descending : column.type !== 'text' })
  const say = (row: (string | number | null)[], column: ColumnHead) => {
    const value = row[table.columns.indexOf(column)] ?? null
    const href = mapLink(row, column, table.columns, filter as { period?: { from: string; to: string } })
    const text = column.name === 'lat' ? ['lat', 'lng'].map((name) => saidValue(row[table.columns.findIndex((one) => one.name === name)] ?? null, { ...column, name })).join(', ') : saidValue(value, column)
    return href ? <a href={href} className="place-link">{text}</a> : text
  }
  return (
    <section aria-labelledby={`table-${table.name}`}>
      <h3 id={`table-${table.name}`}>{table.label}</h3>
      {table.rows === 0 && <p>No rows.</p>}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {table.rows > 0 && !data && !error && <Skeleton lines={5} label="Reading the table" />}
      {data && (
        <div className="table-scroll">
          <table className="small-table" aria-labelledby={`table-${table.name}`}>
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={column.name} scope="col" className={isText(column) ? undefined : 'num'} aria-sort={by?.column === column.name ? (by.descending ? 'descending' : 'ascending') : undefined}>
                    <button type="button" className="sort" onClick={() => press(column)}>
                      {headOf(column)}
                      {by?.column === column.name && <span aria-hidden="true">{by.descending ? ' ▾' : ' ▴'}</span>}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.map(String).join(' ')}>
                  {shown.map((column) => (
                    <td key={column.name} className={column.type === 'cell' || column.name === 'lat' ? 'address' : isText(column) ? undefined : 'num'}>
                      {say(row, column)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {table.rows > 0 && (
        <p className="hint takes">
          {table.rows > SHOWN && data ? `${SHOWN} of ${formatCount(table.rows)} rows.` : ''} Take all of it:{' '}
          {Object.entries(FORMATS).filter(([format]) => format !== 'geojson' || table.geometry !== 'none').map(([format, words]) => (
            <a key={format} href={tableUrl(id, table.name, format as keyof typeof FORMATS)} className="take">
              {words}
            </a>
          ))}
        </p>
      )}
    </section>
  )
}
