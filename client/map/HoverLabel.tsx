import { formatP, plural } from '../words.ts'
import type { Measure } from '../state.ts'
import type { Hover } from './controller.ts'

/** A word beside the pointer. Only a convenience: the same is said, in full, when the cell is selected. */
export function HoverLabel({ hover, measure }: { hover: Hover; measure: Measure }) {
  if (!hover) return null
  const { count, z, adjusted_p: p, state } = hover.cell
  const figure = state === 'suppressed' ? 'Suppressed' : state === 'no-data' ? 'No data' : plural(count ?? 0, 'incident')
  const test = measure === 'significance' && z !== null ? `, z ${z.toFixed(1)}, p ${formatP(p)}` : ''
  return (
    <div className="hover-label" aria-hidden="true" style={{ transform: `translate(${hover.x + 14}px, ${hover.y + 14}px)` }}>
      {figure + test}
    </div>
  )
}
