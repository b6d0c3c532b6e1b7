import { useState } from 'react'
import type { Resolution } from '../../server/contract/vocabulary.ts'
import { PAGES, downloads } from '../api.ts'

export function Downloads({ run, resolution }: { run: string; resolution: Resolution }) {
  const [said, setSaid] = useState('Copy link to this view')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href)
      setSaid('Link copied')
    } catch {
      // The clipboard is refused on plain http: then the address bar has the same link.
      setSaid('Copy it from the address bar')
    }
    setTimeout(() => setSaid('Copy link to this view'), 3000)
  }
  return (
    <section className="downloads" aria-label="Take it with you">
      <h2>Take it with you</h2>
      <ul>
        {downloads(run, resolution).map(({ label, href }) => (
          <li key={href}>
            <a href={href} download>
              {label}
            </a>
          </li>
        ))}
        <li>
          <a href={PAGES.api}>API</a>
        </li>
      </ul>
      <button type="button" className="button" aria-live="polite" onClick={() => void copy()}>
        {said}
      </button>
    </section>
  )
}
