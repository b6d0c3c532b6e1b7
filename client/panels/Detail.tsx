import type { ReactNode } from 'react'
import { changeState } from '../pageState.ts'

type Props = { kind: string; title: string; children: ReactNode; onShow?: () => void }

/** The frame of "why here", for a hotspot or a cell. */
export function Detail({ kind, title, children, onShow }: Props) {
  return (
    <section className="detail" aria-label="Why here">
      <header className="detail-head">
        <div>
          <p className="eyebrow">{kind}</p>
          <h2>{title}</h2>
        </div>
        <div className="detail-tools">
          {onShow && (
            <button type="button" className="button" onClick={onShow}>
              Show on map
            </button>
          )}
          <button type="button" className="button" onClick={() => changeState({ selection: null })}>
            Close
          </button>
        </div>
      </header>
      {children}
    </section>
  )
}

export function Figures({ figures }: { figures: [name: string, value: string][] }) {
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
