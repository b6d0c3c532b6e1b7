import type { MappingProposal } from '../../../server/contract/profile.ts'
import { CODE_WORDS, codesToAsk, listChoice, withCode, withList, wordFor } from './codes.ts'
import type { Draft } from './mapping.ts'

type Props = { column: MappingProposal['columns'][number]; draft: Draft; onChange: (patch: Partial<Draft>) => void }

/** Under a column of codes: the list they are read by, where there is a choice, and what the codes mean that it does not know. */
export function ColumnCodes({ column, draft, onChange }: Props) {
  const field = draft.columns[column.column] ?? ''
  const choice = listChoice(draft, field)
  const codes = codesToAsk(column, draft)
  const words = Object.entries((field && CODE_WORDS[field]) || {})
  return (
    <>
      {field && choice && (
        <label className="own-list">
          Codes of {column.column} are those of
          <select value={choice.chosen} onChange={({ target }) => onChange(withList(draft, field, target.value))}>
            {choice.lists.map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {codes.length > 0 && (
        <fieldset className="own-codes">
          <legend>Codes we do not know</legend>
          {codes.map((code) => (
            <label key={code}>
              <code>{code}</code>
              <select aria-label={`What the code ${code} in ${column.column} means`} value={wordFor(draft, column.column, code)} onChange={({ target }) => onChange(withCode(draft, column.column, code, target.value))}>
                <option value="">Leave unknown</option>
                {words.map(([word, label]) => (
                  <option key={word} value={word}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
