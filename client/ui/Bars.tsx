// Small bars from a zero baseline, labelled directly: the most, the first and the last. What was never received is not zero:
// it has a grey ground instead of a bar.
import { formatCount } from '../words.ts'

export type Bar = { key: string; label: string; value: number | null; muted?: boolean }
const HEIGHT = 40

export function Bars({ bars, name }: { bars: Bar[]; name: string }) {
  const max = Math.max(1, ...bars.map((bar) => bar.value ?? 0))
  const peak = bars.find((bar) => bar.value === max)
  const unknown = bars.filter((bar) => bar.value === null).length
  const width = 100 / Math.max(1, bars.length)
  const most = peak ? `most: ${formatCount(max)} in ${peak.label}` : ''
  const missing = unknown > 0 ? `${unknown} of ${bars.length} months not received` : ''
  const summary = [`${name}, from ${bars[0]?.label} to ${bars.at(-1)?.label}`, most, missing].filter(Boolean).join('; ')
  return (
    <figure className="bars">
      <figcaption>
        <span>{name}</span>
        <span>{most}</span>
      </figcaption>
      <svg viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={summary}>
        {bars.map(({ key, label, value, muted }, i) => {
          const tall = value === null ? HEIGHT : (value / max) * (HEIGHT - 1)
          return (
            <rect
              key={key}
              className={value === null ? 'bar bar-unknown' : muted ? 'bar bar-muted' : 'bar'}
              x={i * width + width * 0.1}
              width={width * 0.8}
              y={HEIGHT - tall}
              height={tall}
            >
              <title>{`${label}: ${value === null ? 'not received' : formatCount(value)}`}</title>
            </rect>
          )
        })}
        <line className="bars-base" x1="0" x2="100" y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <div className="bars-ends" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{missing}</span>
        <span>{bars.length > 1 ? bars.at(-1)?.label : ''}</span>
      </div>
    </figure>
  )
}
