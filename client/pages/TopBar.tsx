import type { Catalogue } from '../../server/contract/results.ts'
import { PAGES } from '../api.ts'
import { LINKS } from './links.ts'

type Props = { catalogue: Catalogue; filtersOpen: boolean; onFilters: () => void }

export function TopBar({ catalogue, filtersOpen, onFilters }: Props) {
  return (
    <header className="top">
      <button type="button" className="button" aria-expanded={filtersOpen} aria-controls="filters" onClick={onFilters}>
        {filtersOpen ? 'Hide filters' : 'Filters'}
      </button>
      <h1>
        Violence hotspots <span className="area-name">{catalogue.studyArea.name}</span>
      </h1>
      {catalogue.demo && <p className="demo">Demo: invented data</p>}
      <nav aria-label="Pages">
        {LINKS.filter(({ href }) => href !== PAGES.map).map(({ href, label }) => (
          <a key={href} href={href}>{label}</a>
        ))}
      </nav>
    </header>
  )
}
