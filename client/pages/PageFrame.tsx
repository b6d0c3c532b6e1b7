import type { ReactNode } from 'react'
import { PAGES } from '../api.ts'
import { useCatalogue } from '../queries.ts'
import { LINKS } from './links.ts'

/** The frame of every page but the map: one heading, the way to the others, and the word that the data are invented. */
export function PageFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { data: catalogue } = useCatalogue()
  const here = (href: string): boolean => (href === PAGES.map ? location.pathname === href : location.pathname.startsWith(href))
  return (
    <div className="page-scroll">
      <header className="page-top">
        <p className="page-name">
          Violence hotspots {catalogue && <span className="area-name">{catalogue.studyArea.name}</span>}
        </p>
        {catalogue?.demo && <p className="demo">Demo: invented data</p>}
        <nav aria-label="Pages">
          {LINKS.map(({ href, label }) => (
            <a key={href} href={href} aria-current={here(href) ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      </header>
      <main className="page">
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
        {children}
      </main>
    </div>
  )
}
