import { useState } from 'react'
import type { Rule, Site } from '../../../server/contract/quality.ts'
import type { FigureKey } from '../../../server/contract/qualityWords.ts'
import { formatCount } from '../../words.ts'
import { figureOf, formatValue } from './figures.ts'
import { GradeMark } from './GradeMark.tsx'

/** The figures that stand beside one another; the scorecard of a site has them all. */
const KEYS: FigureKey[] = ['usable-place', 'blank-place', 'heaped-time', 'arrival-time', 'method-unsaid', 'days-late', 'rows-aside']
const SHORT: Partial<Record<FigureKey, string>> = {
  'usable-place': 'Usable location', 'blank-place': 'Location blank', 'heaped-time': 'Round times', 'arrival-time': 'Time = arrival', 'method-unsaid': 'Method not said', 'days-late': 'Days late', 'rows-aside': 'Rows set aside',
}

type Sort = { key: 'organisation' | 'cases' | 'poor' | FigureKey; down: boolean }
type Props = { label: string; sites: Site[]; rules: Rule[]; selected: string | null; onSelect: (id: string) => void }

const valueFor = (site: Site, key: Sort['key']): number | string => {
  if (key === 'organisation') return site.organisation
  if (key === 'cases') return site.cases
  if (key === 'poor') return site.grades.poor * 100 + site.grades.fair
  return figureOf(site.figures, key)?.value ?? -1
}

/** The sites of one kind, side by side. Every heading is a button that sorts. */
export function SiteTable({ label, sites, rules, selected, onSelect }: Props) {
  const [sort, setSort] = useState<Sort>({ key: 'organisation', down: false })
  const sorted = sites.toSorted((a, b) => {
    const [x, y] = [valueFor(a, sort.key), valueFor(b, sort.key)]
    const order = typeof x === 'string' ? x.localeCompare(String(y), 'en-GB') : x - Number(y)
    return (sort.down ? -order : order) || a.organisation.localeCompare(b.organisation, 'en-GB')
  })
  // A column that nobody in the table was asked for would be a column of dashes.
  const keys = KEYS.filter((key) => sites.some((site) => figureOf(site.figures, key)?.grade !== 'not-asked'))
  const head = (key: Sort['key'], name: string, title?: string) => (
    <th key={key} scope="col" className={`col-${key}`} aria-sort={sort.key !== key ? 'none' : sort.down ? 'descending' : 'ascending'}>
      {/* The first press on a figure asks for the most of it. */}
      <button type="button" title={title} onClick={() => setSort({ key, down: sort.key === key ? !sort.down : key !== 'organisation' })}>
        {name}
        <span className="sort-mark" aria-hidden="true">
          {sort.key !== key ? '' : sort.down ? '▼' : '▲'}
        </span>
      </button>
    </th>
  )
  return (
    <table className="sites" aria-label={label}>
      <thead>
        <tr>
          {head('organisation', 'Site')}
          {head('cases', 'Incidents', 'Cases in force that count as violence')}
          {keys.map((key) => head(key, SHORT[key] ?? key, rules.find((rule) => rule.key === key)?.meaning))}
          {head('poor', 'Poor, fair', 'How many figures of all are poor, and how many fair')}
        </tr>
      </thead>
      <tbody>
        {sorted.map((site) => (
          <tr key={site.id} className={site.id === selected ? 'is-chosen' : undefined}>
            <th scope="row">
              <button type="button" className="link" aria-pressed={site.id === selected} onClick={() => onSelect(site.id)}>
                {site.organisation.replace(/ \(invented\)$/, '')}
              </button>
            </th>
            <td>{formatCount(site.cases)}</td>
            {keys.map((key) => {
              const figure = figureOf(site.figures, key)
              const unit = rules.find((rule) => rule.key === key)?.unit ?? 'share'
              return (
                <td key={key} className={`col-${key}`}>
                  {figure && (figure.grade === 'good' || figure.grade === 'fair' || figure.grade === 'poor') && <span className="site-value">{formatValue(unit, figure.value, figure.n)}</span>}
                  {figure && <GradeMark grade={figure.grade} />}
                </td>
              )
            })}
            <td className="col-poor">
              {site.grades.poor}, {site.grades.fair}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
