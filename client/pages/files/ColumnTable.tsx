import type { Field, MappingProposal } from '../../../server/contract/profile.ts'
import { ColumnCodes } from './ColumnCodes.tsx'
import { FIELD_GROUPS, fieldLabel } from './fields.ts'
import type { Draft } from './mapping.ts'
import { onlyShapes } from './outcomeWords.ts'

type Column = MappingProposal['columns'][number]
type Props = { columns: Column[]; draft: Draft; twice: Field[]; onChange: (patch: Partial<Draft>) => void }

function FieldSelect({ column, chosen, wrong, onChoose }: { column: Column; chosen: Field | ''; wrong: boolean; onChoose: (field: Field | '') => void }) {
  const likely = [column.field, ...column.others].filter((field) => field !== null)
  return (
    <select aria-label={`Field that the column ${column.column} tells`} aria-invalid={wrong ? true : undefined} value={chosen} onChange={({ target }) => onChoose(target.value as Field | '')}>
      <option value="">Drop this column</option>
      {likely.length > 0 && (
        <optgroup label="Likely">
          {likely.map((field) => (
            <option key={field} value={field}>
              {fieldLabel(field)}
            </option>
          ))}
        </optgroup>
      )}
      {FIELD_GROUPS.map(({ name, fields }) => (
        <optgroup key={name} label={name}>
          {Object.entries(fields)
            .filter(([field]) => !likely.includes(field as Field))
            .map(([field, label]) => (
              <option key={field} value={field}>
                {label}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}

/** Each column of the file with what it seems to tell and why; the person has the last word. */
export function ColumnTable({ columns, draft, twice, onChange }: Props) {
  return (
    <table className="mapping" id="columns" tabIndex={-1}>
      <caption className="visually-hidden">Columns of the file and the fields they tell</caption>
      <thead>
        <tr>
          <th scope="col">Column of the file</th>
          <th scope="col">Field that it tells</th>
          <th scope="col">Why this is proposed</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const field = draft.columns[column.column] ?? ''
          const changed = field !== (column.field ?? '')
          const wrong = field !== '' && twice.includes(field)
          return (
            <tr key={column.column} className={field === '' ? 'dropped' : undefined}>
              <th scope="row">
                {column.column}
                {column.examples.length > 0 && <span className="examples">{column.examples.join(' · ')}</span>}
                {onlyShapes(column.examples) && <span className="examples">shape only: the values themselves are not shown</span>}
              </th>
              <td>
                <FieldSelect column={column} chosen={field} wrong={wrong} onChoose={(next) => onChange({ columns: { ...draft.columns, [column.column]: next } })} />
                {wrong && <span className="field-fault">Another column is said to tell this too</span>}
                <ColumnCodes column={column} draft={draft} onChange={onChange} />
              </td>
              <td>
                {changed ? (
                  <p className="hint">You chose this. Proposed: {column.field ? fieldLabel(column.field) : 'to drop it'}</p>
                ) : (
                  <ul className="reasons">
                    {column.reasons.map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
