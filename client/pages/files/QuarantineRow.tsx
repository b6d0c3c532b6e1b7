import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { Quarantine } from '../../../server/contract/ingest.ts'
import { ISSUE_LABELS } from '../../../server/contract/vocabulary.ts'
import { fixRow } from '../../api/files.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { formatCount } from '../../words.ts'
import { faultyFields, fieldLabel } from './fields.ts'
import { KEYS } from './queries.ts'

type Row = Quarantine['rows'][number]
type Props = { ingest: string; row: Row; columns: string[]; onMended: () => void }

/** Faults of a row that could not be cut into fields at all: somebody fills them in from the original. */
const UNCUT = new Set(['wrong-number-of-columns', 'cell-too-long', 'control-character', 'broken-quotes'])

/** One row that was set aside, as received, with what is wrong with it. The person mends it and has it judged again. */
export function QuarantineRow({ ingest, row, columns, onMended }: Props) {
  const id = useId()
  const queries = useQueryClient()
  const [edits, setEdits] = useState<Record<string, string>>({})
  const outcome = useRef<HTMLDivElement>(null)
  const again = useMutation({
    mutationFn: () => fixRow(ingest, row.line, edits),
    onSuccess: (fixed) => {
      queries.setQueryData(KEYS.ingest(ingest), fixed.report)
      if (fixed.outcome === 'accepted') onMended()
    },
  })
  useEffect(() => {
    if (again.isSuccess || again.isError) outcome.current?.focus()
  }, [again.isSuccess, again.isError, again.submittedAt])

  const still = again.data?.outcome === 'still-quarantined' ? again.data.issues : null
  const issues = still ?? row.issues
  const uncut = row.fields === null && row.issues.some(({ kind }) => UNCUT.has(kind))
  const fields = row.fields ?? (uncut ? Object.fromEntries(columns.map((field) => [field, ''])) : null)
  const names = Object.keys(fields ?? {})
  const faults = new Map<string, string[]>()
  for (const { field, kind } of issues) for (const name of faultyFields(field, names)) faults.set(name, [...(faults.get(name) ?? []), ISSUE_LABELS[kind]])

  if (again.data?.outcome === 'accepted') {
    return (
      <li className="quarantined mended">
        <div ref={outcome} tabIndex={-1}>
          <h3>Line {formatCount(row.line)}: taken in</h3>
          <p>{again.data.report.rows.quarantined === 0 ? 'No row of this file is set aside any more.' : `The balance has changed: ${formatCount(again.data.report.rows.quarantined)} still set aside.`}</p>
        </div>
      </li>
    )
  }
  return (
    <li className="quarantined">
      <h3>Line {formatCount(row.line)}</h3>
      <ul className="reasons">
        {issues.map(({ field, kind }) => (
          <li key={field + kind}>
            {field && <strong>{fieldLabel(field)}: </strong>}
            {ISSUE_LABELS[kind]}
          </li>
        ))}
      </ul>
      {fields === null ? (
        <p className="hint">This row can no longer be opened: the key it was sealed with is not the one in use. Mend the file and send it again.</p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            again.mutate()
          }}
        >
          {uncut && <p className="hint">The row could not be cut into fields. Fill them in from the original file, or mend the file and send it again.</p>}
          <div className="row-fields">
            {names.map((name) => {
              const wrong = faults.get(name)
              return (
                <label key={name} className={wrong ? 'field-wrong' : undefined}>
                  <span>
                    {fieldLabel(name)}
                    {wrong && <span className="mark"> (to mend)</span>}
                  </span>
                  <input
                    type="text"
                    autoComplete="off"
                    spellCheck={false}
                    value={edits[name] ?? fields[name] ?? ''}
                    aria-invalid={wrong ? true : undefined}
                    aria-describedby={wrong ? `${id}-${name}` : undefined}
                    onChange={(event) => setEdits({ ...edits, [name]: event.target.value })}
                  />
                  {wrong && (
                    <span id={`${id}-${name}`} className="field-fault">
                      {wrong.join('. ')}
                    </span>
                  )}
                </label>
              )
            })}
          </div>
          <button type="submit" className="button button-main" disabled={again.isPending}>
            {again.isPending ? 'Judging it again' : 'Try again'}
          </button>
        </form>
      )}
      <div ref={outcome} tabIndex={-1}>
        {still && <p className="field-fault">Still set aside: {still.map(({ kind }) => ISSUE_LABELS[kind]).join('. ')}</p>}
        {again.error && <ProblemNotice error={again.error} />}
      </div>
    </li>
  )
}
