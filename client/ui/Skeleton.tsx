/** Grey lines in the shape of what is coming. */
export function Skeleton({ lines, label }: { lines: number; label: string }) {
  return (
    <output className="skeleton" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className={`skeleton-line skeleton-${i % 3}`} />
      ))}
    </output>
  )
}
