import type { ReactNode } from 'react'
import { ApiProblem } from '../api.ts'

type Props = { title: string; children?: ReactNode; onRetry?: () => void; tone?: 'plain' | 'warning' }

export function Notice({ title, children, onRetry, tone = 'warning' }: Props) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'warning' ? 'alert' : 'note'}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}

/** A problem in its own words; one that may pass says that the page tries by itself. */
export function ProblemNotice({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const known = error instanceof ApiProblem
  const title = known ? error.title : 'Something went wrong'
  return (
    <Notice title={title} {...(onRetry && { onRetry })}>
      {known ? error.message : 'Try again; if it stays, tell the people who run this service.'}
    </Notice>
  )
}
