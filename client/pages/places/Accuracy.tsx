import type { PlaceAccuracy } from '../../../server/contract/places.ts'
import { formatCount } from '../../words.ts'
import { LEVEL_WORDS, percentWords } from './placeWords.ts'

/** A share of fewer texts than this is a figure without a meaning. */
const FEWEST = 5
const shareWords = (right: number, n: number): string => (n < FEWEST ? 'too few' : percentWords(right / n))

/** Stated beside right: a bar for how often it was right, a mark for what had been stated. Equal is honest. */
function SaidAndRight({ stated, right }: { stated: number; right: number }) {
  return (
    <svg className="said-right" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className="chance-ground" width="100" height="12" />
      <rect className="chance-fill" width={right * 100} height="12" />
      <rect className="said-mark" x={Math.min(98.4, stated * 100 - 0.8)} width="1.6" height="12" />
    </svg>
  )
}

/** How right the geocoder is by itself, measured on what people have decided. */
export function Accuracy({ accuracy }: { accuracy: PlaceAccuracy }) {
  const { sentence, enough, levels, bins, silent, decisions } = accuracy
  return (
    <section aria-labelledby="accuracy">
      <h2 id="accuracy">How right the geocoder is</h2>
      <p className="sentence">{sentence}</p>
      <p className="hint">
        Measured on the decisions above, against what it would say without them. They are the texts it was unsure of: this says nothing of those it placed surely.
        {silent > 0 && ` For ${formatCount(silent)} of ${formatCount(decisions)} it has no candidate at all.`}
      </p>
      {enough && (
        <div className="accuracy-tables">
          <table className="place-table">
            <caption>By what its best candidate was</caption>
            <thead>
              <tr>
                <th scope="col">Level</th>
                <th scope="col" className="num">Texts</th>
                <th scope="col" className="num">Right</th>
                <th scope="col" className="num">Share</th>
              </tr>
            </thead>
            <tbody>
              {levels.map(({ level, n, right }) => (
                <tr key={level}>
                  <th scope="row">{LEVEL_WORDS[level]}</th>
                  <td className="num">{formatCount(n)}</td>
                  <td className="num">{formatCount(right)}</td>
                  <td className="num">{shareWords(right, n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="place-table">
            <caption>What it stated, and how often it was right</caption>
            <thead>
              <tr>
                <th scope="col">Stated between</th>
                <th scope="col" className="num">Texts</th>
                <th scope="col" className="num">Stated</th>
                <th scope="col" className="num">Right</th>
                <th scope="col">Right (bar), stated (mark)</th>
              </tr>
            </thead>
            <tbody>
              {bins.map(({ from, to, n, stated, right }) => (
                <tr key={from}>
                  <th scope="row">{Math.round(from * 100)}–{percentWords(to)}</th>
                  <td className="num">{formatCount(n)}</td>
                  <td className="num">{percentWords(stated)}</td>
                  <td className="num">{shareWords(right, n)}</td>
                  <td className="said-right-cell">
                    {n >= FEWEST && <SaidAndRight stated={stated} right={right / n} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
