import type { Figure, Scorecard } from '../../../server/contract/quality.ts'
import type { Grade } from '../../../server/contract/qualityWords.ts'
import { plural } from '../../words.ts'
import { GradeMark } from './GradeMark.tsx'

const ORDER: Grade[] = ['poor', 'fair', 'good']

function Line({ figure }: { figure: Figure }) {
  return (
    <li>
      <GradeMark grade={figure.grade} />
      <p>
        {figure.sentence} {figure.comparison}
        {figure.change === 'better' && ' Lately better than before.'}
        {figure.change === 'worse' && ' Lately worse than before.'}
      </p>
    </li>
  )
}

/** What there is to say of a site, worst first; what is good can be opened. */
export function Sentences({ card }: { card: Scorecard }) {
  const of = (grade: Grade): Figure[] => card.site.figures.filter((figure) => figure.grade === grade)
  const rest = card.site.figures.filter((figure) => !ORDER.includes(figure.grade) && figure.grade !== 'not-asked')
  const faults = [...of('poor'), ...of('fair')]
  return (
    <section aria-labelledby="in-words">
      <h3 id="in-words">In words</h3>
      {faults.length === 0 && <p>No figure of this site is poor or fair.</p>}
      <ul className="sentences">
        {faults.map((figure) => (
          <Line key={figure.key} figure={figure} />
        ))}
      </ul>
      {of('good').length > 0 && (
        <details>
          <summary>{plural(of('good').length, 'figure')} that {of('good').length === 1 ? 'is' : 'are'} good</summary>
          <ul className="sentences">
            {of('good').map((figure) => (
              <Line key={figure.key} figure={figure} />
            ))}
          </ul>
        </details>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{plural(rest.length, 'figure')} without a judgement</summary>
          <ul className="sentences">
            {rest.map((figure) => (
              <Line key={figure.key} figure={figure} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
