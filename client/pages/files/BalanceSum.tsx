import type { Rows } from '../../../server/contract/ingest.ts'
import { formatCount } from '../../words.ts'
import { sumOf } from './groups.ts'

export const PARTS = [
  { key: 'accepted', label: 'Accepted', meaning: 'In force now, mapped or not' },
  { key: 'quarantined', label: 'Quarantined', meaning: 'Kept, encrypted, and set aside: a person must look' },
  { key: 'duplicate', label: 'Duplicate', meaning: 'Said twice in the same file, counted once' },
  { key: 'superseded', label: 'Superseded', meaning: 'Replaced by a newer file for the same organisation and days' },
] as const satisfies { key: keyof Rows; label: string; meaning: string }[]

/** Whether the four parts make up what was read, said in words and not by a colour. */
export function Check({ rows }: { rows: Rows }) {
  const sum = sumOf(rows)
  return sum === rows.read ? (
    <span className="adds-up">
      <span aria-hidden="true">✓ </span>adds up
    </span>
  ) : (
    <strong className="adds-up-not">does not add up: {formatCount(sum)}</strong>
  )
}

/** The balance sheet of one file, standing on its own: each part, what it means, and the sum under the line. */
export function BalanceTable({ rows, cases, incidents, caption }: { rows: Rows; cases: number; incidents: number; caption: string }) {
  return (
    <table className="balance">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Rows</th>
          <th scope="col" className="number">
            Number
          </th>
          <th scope="col">What it means</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map(({ key, label, meaning }) => (
          <tr key={key}>
            <th scope="row">
              <span className="sign" aria-hidden="true">
                {key === 'accepted' ? '' : '+'}
              </span>
              {label}
            </th>
            <td className="number">{formatCount(rows[key])}</td>
            <td className="meaning">{meaning}</td>
          </tr>
        ))}
        <tr className="total">
          <th scope="row">
            <span className="sign" aria-hidden="true">
              =
            </span>
            Read
          </th>
          <td className="number">{formatCount(rows.read)}</td>
          <td className="meaning">
            Rows of the file: <Check rows={rows} />
          </td>
        </tr>
      </tbody>
      <tbody>
        <tr>
          <th scope="row">Cases</th>
          <td className="number">{formatCount(cases)}</td>
          <td className="meaning">In force. Rows that belong together count once</td>
        </tr>
        <tr>
          <th scope="row">Incidents</th>
          <td className="number">{formatCount(incidents)}</td>
          <td className="meaning">In force. Cases that count as violence; self-inflicted harm and accidents are kept apart</td>
        </tr>
      </tbody>
    </table>
  )
}
