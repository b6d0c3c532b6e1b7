import type { AnalysisProgress } from '../../../server/contract/analysis.ts'

const timeLeft = (seconds: number | null): string => {
  if (seconds === null) return 'time left not known yet'
  if (seconds < 1.5) return 'about a second left'
  if (seconds < 90) return `about ${Math.ceil(seconds)} seconds left`
  return `about ${Math.round(seconds / 60)} minutes left`
}

/** How far it is, what is left, and a way out. Told aloud at every tenth only. */
export function Running({ progress, onCancel }: { progress: AnalysisProgress; onCancel: () => void }) {
  const percent = Math.floor(100 * progress.done)
  const waiting = progress.state === 'waiting'
  return (
    <div className="running">
      <progress max={100} value={percent} aria-label="Share of the work done" />
      <p>{waiting ? 'Waits for its turn: other work goes first' : `${percent} % done, ${timeLeft(progress.secondsLeft)}`}</p>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
      <output className="visually-hidden">{waiting ? 'Waits for its turn' : `${10 * Math.floor(percent / 10)} % done`}</output>
    </div>
  )
}
