import { GRADE_LABELS } from '../../../server/contract/qualityWords.ts'
import type { Grade } from '../../../server/contract/qualityWords.ts'

/** A grade as a word with a mark: full, half, empty. The colour only repeats it. */
export function GradeMark({ grade }: { grade: Grade }) {
  return (
    <span className={`grade grade-${grade}`}>
      <span className="grade-dot" aria-hidden="true" />
      {GRADE_LABELS[grade]}
    </span>
  )
}
