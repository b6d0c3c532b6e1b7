import { useState } from 'react'
import { letterLink } from '../../api/quality.ts'
import { DEFAULT_MARKING } from '../../../server/contract/qualityWords.ts'

/** The letter to the site: to read, and to send. */
export function LetterLinks({ id, period }: { id: string; period: { from: string; to: string } }) {
  const [marking, setMarking] = useState(DEFAULT_MARKING)
  const told = marking.trim() === DEFAULT_MARKING ? '' : marking.trim()
  return (
    <div className="letter-links">
      <a className="button" href={letterLink(id, 'pdf', period, told)}>
        Letter to this site, PDF
      </a>
      <a className="button" href={letterLink(id, 'html', period, told)}>
        Letter as a page
      </a>
      <label>
        Protective marking
        <input value={marking} maxLength={60} onChange={(event) => setMarking(event.target.value)} />
      </label>
    </div>
  )
}
