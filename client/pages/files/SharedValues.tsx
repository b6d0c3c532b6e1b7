import type { Field } from '../../../server/contract/profile.ts'
import { FIELD_GROUPS } from './fields.ts'
import type { Draft } from './mapping.ts'

type Props = { draft: Draft; onChange: (patch: Partial<Draft>) => void }

const changeAt = <T,>(list: T[], at: number, patch: Partial<T>): T[] => list.map((item, i) => (i === at ? { ...item, ...patch } : item))
const without = <T,>(list: T[], at: number): T[] => list.filter((_, i) => i !== at)

/** Fields that no column tells because every row shares them. */
export function Constants({ draft: { constants }, onChange }: Props) {
  return (
    <fieldset className="pairs-form">
      <legend>The same for every row</legend>
      <p className="hint">For what no column tells: the organisation, for instance, when a hospital does not name itself in its own file.</p>
      {constants.map(({ field, value }, at) => (
        <div key={at} className="pair">
          <label>
            Field
            <select value={field} onChange={({ target }) => onChange({ constants: changeAt(constants, at, { field: target.value as Field | '' }) })}>
              <option value="">Choose a field</option>
              {FIELD_GROUPS.map(({ name, fields }) => (
                <optgroup key={name} label={name}>
                  {Object.entries(fields).map(([one, label]) => (
                    <option key={one} value={one}>
                      {label}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <label>
            Value in every row
            <input type="text" maxLength={200} value={value} onChange={({ target }) => onChange({ constants: changeAt(constants, at, { value: target.value }) })} />
          </label>
          <button type="button" className="button" aria-label={`Remove shared value ${at + 1}`} onClick={() => onChange({ constants: without(constants, at) })}>
            Remove
          </button>
        </div>
      ))}
      <button type="button" className="button" onClick={() => onChange({ constants: [...constants, { field: '', value: '' }] })}>
        Add a shared value
      </button>
    </fieldset>
  )
}

/** Which hospital is behind a code. */
export function Sites({ draft: { sites }, onChange }: Props) {
  return (
    <fieldset className="pairs-form">
      <legend>Site codes</legend>
      <p className="hint">Which hospital each code stands for. A code that is left open is looked up among the known sites; rows of one that is not known are set aside.</p>
      {sites.map(({ code, organisation }, at) => (
        <div key={at} className="pair">
          <label>
            Code
            <input type="text" maxLength={20} value={code} onChange={({ target }) => onChange({ sites: changeAt(sites, at, { code: target.value }) })} />
          </label>
          <label>
            Hospital, by name
            <input type="text" maxLength={100} value={organisation} onChange={({ target }) => onChange({ sites: changeAt(sites, at, { organisation: target.value }) })} />
          </label>
          <button type="button" className="button" aria-label={`Remove site ${at + 1}`} onClick={() => onChange({ sites: without(sites, at) })}>
            Remove
          </button>
        </div>
      ))}
      <button type="button" className="button" onClick={() => onChange({ sites: [...sites, { code: '', organisation: '' }] })}>
        Add a site
      </button>
    </fieldset>
  )
}
