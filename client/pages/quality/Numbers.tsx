import { Fragment } from 'react'
import type { Scorecard } from '../../../server/contract/quality.ts'
import { FIGURE_GROUPS } from '../../../server/contract/qualityWords.ts'
import type { FigureGroup } from '../../../server/contract/qualityWords.ts'
import { formatCount } from '../../words.ts'
import { CHANGE_WORDS, formatInterval, formatValue, thresholdWords } from './figures.ts'
import { GradeMark } from './GradeMark.tsx'

const GROUPS = Object.keys(FIGURE_GROUPS) as FigureGroup[]

/** Every figure with its n, its interval, the middle of the others and the rule by which it was judged. */
export function Numbers({ card: { site, rules } }: { card: Scorecard }) {
  return (
    <section aria-labelledby="in-numbers">
      <h3 id="in-numbers">In numbers</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls and holds nothing to press must be reachable by keyboard */}
      <section className="table-scroll" aria-label="Every figure, scrolls sideways" tabIndex={0}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" className="num">This site</th>
              <th scope="col" className="num">95% interval</th>
              <th scope="col" className="num">Of how many</th>
              <th scope="col" className="num">Others, middle</th>
              <th scope="col">Last 3 months</th>
              <th scope="col">Grade</th>
              <th scope="col">Rule</th>
            </tr>
          </thead>
          {GROUPS.map((group) => (
            <tbody key={group}>
              <tr className="group-row">
                <th scope="colgroup" colSpan={8}>{FIGURE_GROUPS[group]}</th>
              </tr>
              {rules.filter((rule) => rule.group === group).map((rule) => {
                const figure = site.figures.find(({ key }) => key === rule.key)
                if (!figure) return <Fragment key={rule.key} />
                const { others } = figure
                return (
                  <tr key={rule.key}>
                    <th scope="row" title={rule.meaning}>{rule.label}</th>
                    <td className="num">{formatValue(rule.unit, figure.value, figure.n)}</td>
                    <td className="num">{formatInterval(figure)}</td>
                    <td className="num">{figure.count === null ? formatCount(figure.n) : `${formatCount(figure.count)} of ${formatCount(figure.n)}`}</td>
                    <td className="num">{formatValue(rule.unit, others.median, Number.MAX_SAFE_INTEGER)}</td>
                    <td>{CHANGE_WORDS[figure.change]}</td>
                    <td><GradeMark grade={figure.grade} /></td>
                    <td className="rule">{thresholdWords(rule)}</td>
                  </tr>
                )
              })}
            </tbody>
          ))}
        </table>
      </section>
      <details className="rules">
        <summary>What each figure counts</summary>
        <dl>
          {rules.map((rule) => (
            <Fragment key={rule.key}>
              <dt>{rule.label}</dt>
              <dd>{rule.meaning} Counted among {rule.of}.</dd>
            </Fragment>
          ))}
        </dl>
        <p>
          The thresholds are this service&rsquo;s own, one table for every site: they say where a word would help most, not who is best. “Last 3 months” compares
          them with the months before and says better or worse only where the two 95% intervals do not meet.
        </p>
      </details>
    </section>
  )
}
