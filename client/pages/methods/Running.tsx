import type { AnalysisProgress } from '../../../server/contract/analysis.ts'

/** How far it is, what is left, and a way out. */
export function Running({ progress, onCancel }: { progress: AnalysisProgress; onCancel: () => void }) {
  const percent = Math.floor(100 * progress.done)
  const left = progress.secondsLeft === null ? '' : progress.secondsLeft < 1.5 ? 'about a second left' : `about ${Math.ceil(progress.secondsLeft).toLocaleString('en-GB')} seconds left`
  return (
    <div className="running">
      <progress max={100} value={percent} aria-label="Share of the work done" />
      <p aria-live="polite">{progress.state === 'waiting' ? 'Waits for its turn' : `${percent} % done, ${left}`}</p>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}
