import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Analysis, ColumnHead } from '../../../server/contract/analysis.ts'
import { fetchRows, tableUrl } from '../../api/analyses.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { saidValue, sortRows, standardSort } from './rows.ts'
import type { Sort } from './rows.ts'

const SHOWN = 20
const FORMATS = ['csv', 'geojson', 'arrow', 'json'] as const

type Props = { analysis: string; table: Analysis['tables'][number] }

/** The first rows of a table by the column that matters, and the whole of it to take away. */
export function ResultTable({ analysis, table }: Props) {
  const { data, error, refetch } = useQuery({ queryKey: ['rows', analysis, table.name], queryFn: ({ signal }) => fetchRows(analysis, table.name, { signal }), enabled: table.rows > 0 })
  const [sort, setSort] = useState<Sort | null>(null)
  const by = sort ?? standardSort(table.columns)
  const rows = data ? sortRows(data.rows, table.columns, by).slice(0, SHOWN) : []
  const shown = table.columns.filter(({ name }) => name !== 'outline' && name !== 'cells')
  const press = (column: ColumnHead): void => setSort({ column: column.name, descending: by?.column === column.name ? !by.descending : column.type !== 'text' })
  return (
    <section aria-labelledby={`table-${table.name}`}>
      <h3 id={`table-${table.name}`}>{table.label}</h3>
      {table.rows === 0 && <p>No rows.</p>}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {table.rows > 0 && !data && !error && <Skeleton lines={5} label="Reading the table" />}
      {data && (
        <div className="table-scroll">
          <table className="small-table">
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={column.name} scope="col" className={column.type === 'text' || column.type === 'cell' ? undefined : 'num'} aria-sort={by?.column === column.name ? (by.descending ? 'descending' : 'ascending') : undefined}>
                    <button type="button" className="sort" onClick={() => press(column)}>
                      {column.label}
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
                    <td key={column.name} className={column.type === 'text' || column.type === 'cell' ? undefined : 'num'}>
                      {saidValue(row[table.columns.indexOf(column)] ?? null, column)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="hint">
        {table.rows > SHOWN && data ? `${SHOWN} of ${table.rows.toLocaleString('en-GB')} rows. ` : ''}Take all of it:{' '}
        {FORMATS.filter((format) => format !== 'geojson' || table.geometry !== 'none').map((format) => (
          <a key={format} href={tableUrl(analysis, table.name, format)} className="take">
            {format === 'csv' ? 'CSV' : format === 'geojson' ? 'GeoJSON' : format === 'arrow' ? 'Arrow' : 'JSON'}
          </a>
        ))}
      </p>
    </section>
  )
}
