// Small bars from a zero baseline, labelled directly: the most, the first and the last.
import { formatCount } from '../words.ts'

export type Bar = { key: string; label: string; value: number; muted?: boolean }

export function Bars({ bars, name }: { bars: Bar[]; name: string }) {
  const max = Math.max(1, ...bars.map((bar) => bar.value))
  const peak = bars.find((bar) => bar.value === max)
  const width = 100 / Math.max(1, bars.length)
  const summary = peak ? `${name}, from ${bars[0]?.label} to ${bars.at(-1)?.label}; most: ${formatCount(peak.value)} in ${peak.label}` : name
  return (
    <figure className="bars">
      <figcaption>
        <span>{name}</span>
        {peak && (
          <span className="bars-peak">
            most: {formatCount(peak.value)} in {peak.label}
          </span>
        )}
      </figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={summary}>
        {bars.map((bar, i) => (
          <rect
            key={bar.key}
            className={bar.muted ? 'bar bar-muted' : 'bar'}
            x={i * width + width * 0.1}
            width={width * 0.8}
            y={40 - (bar.value / max) * 39}
            height={(bar.value / max) * 39}
          >
            <title>{`${bar.label}: ${formatCount(bar.value)}`}</title>
          </rect>
        ))}
        <line className="bars-base" x1="0" x2="100" y1="40" y2="40" />
      </svg>
      <div className="bars-ends" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.length > 1 ? bars.at(-1)?.label : ''}</span>
      </div>
    </figure>
  )
}
