import { useState } from 'react'
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components'
import type { SortDescriptor } from 'react-aria-components'
import type { Hotspot } from '../../server/contract/results.ts'
import { formatArea, formatCount, formatP, formatShare, formatZ } from '../words.ts'

type Column = { key: keyof Hotspot; name: string; title: string; show: (hotspot: Hotspot) => string }
const COLUMNS: Column[] = [
  { key: 'rank', name: '#', title: 'Rank: least likely to be chance first', show: (h) => String(h.rank) },
  { key: 'place', name: 'Place', title: 'Nearest named place', show: (h) => h.place },
  { key: 'incidents', name: 'Incidents', title: 'Incidents', show: (h) => formatCount(h.incidents) },
  { key: 'share', name: 'Share', title: 'Of all mapped incidents', show: (h) => formatShare(h.share) },
  { key: 'areaKm2', name: 'km²', title: 'Area in square kilometres', show: (h) => formatArea(h.areaKm2) },
  { key: 'z', name: 'z', title: 'Highest Gi* z-score', show: (h) => formatZ(h.z) },
  { key: 'adjustedP', name: 'adj. p', title: 'Lowest adjusted p', show: (h) => formatP(h.adjustedP) },
]
const FIRST = 20
const MOST_FIRST = new Set(['incidents', 'share', 'areaKm2', 'z'])

type Props = { hotspots: Hotspot[]; selected: number | null; onSelect: (hotspot: Hotspot | null) => void }

export function HotspotTable({ hotspots, selected, onSelect }: Props) {
  const [sort, setSort] = useState<SortDescriptor>({ column: 'rank', direction: 'ascending' })
  const [all, setAll] = useState(false)
  const key = sort.column as keyof Hotspot
  const sorted = hotspots.toSorted((a, b) => {
    const [x, y] = [a[key], b[key]]
    const order = typeof x === 'string' ? x.localeCompare(String(y), 'en-GB') : Number(x) - Number(y)
    return (sort.direction === 'ascending' ? order : -order) || a.rank - b.rank
  })
  // The chosen one is always in view, wherever the order puts it.
  const shown = all ? sorted : sorted.filter((hotspot, i) => i < FIRST || hotspot.rank === selected)
  return (
    <>
      <Table
        className="hotspots"
        aria-label="Hotspots, ranked"
        sortDescriptor={sort}
        onSortChange={(next) => {
          // The first press on a figure asks for the most of it.
          const fresh = next.column !== sort.column && MOST_FIRST.has(String(next.column))
          setSort(fresh ? { ...next, direction: 'descending' } : next)
        }}
        selectionMode="single"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(keys) => {
          const rank = keys === 'all' ? null : [...keys][0]
          onSelect(hotspots.find((hotspot) => hotspot.rank === rank) ?? null)
        }}
      >
        <TableHeader>
          {COLUMNS.map((column) => (
            <Column key={column.key} id={column.key} allowsSorting isRowHeader={column.key === 'place'} className={`col col-${column.key}`}>
              {({ sortDirection }) => (
                <span title={column.title}>
                  {column.name}
                  <span className="sort-mark" aria-hidden="true">
                    {sortDirection === 'ascending' ? '▲' : sortDirection === 'descending' ? '▼' : ''}
                  </span>
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {shown.map((hotspot) => (
            <Row key={hotspot.rank} id={hotspot.rank} className="row" textValue={`${hotspot.rank} ${hotspot.place}`}>
              {COLUMNS.map((column) => (
                <Cell key={column.key} className={`col col-${column.key}`}>
                  {column.key === 'rank' ? <span className="rank">{hotspot.rank}</span> : column.show(hotspot)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
      {hotspots.length > FIRST && (
        <button type="button" className="button button-quiet" onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${formatCount(hotspots.length)}`}
        </button>
      )}
    </>
  )
}
