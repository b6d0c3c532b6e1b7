import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { MappingProposal, Profile } from '../../../server/contract/profile.ts'
import { STANDARDS } from '../../../server/contract/vocabulary.ts'
import type { Standard } from '../../../server/contract/vocabulary.ts'
import { saveProfile } from '../../api/files.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import { doubled, faultsOf, nameNote, slug, startDraft, toNewProfile } from './mapping.ts'
import type { Draft } from './mapping.ts'
import { KEYS } from './queries.ts'
import { Constants, Sites } from './SharedValues.tsx'

type Props = {
  proposal: MappingProposal
  profiles: Profile[]
  named: Pick<Draft, 'title' | 'name'>
  onNamed: (named: Pick<Draft, 'title' | 'name'>) => void
  onStandard: (standard: Standard) => void
  onSaved: (profile: Profile) => void
}

/** The proposal in a person's hands: corrected, named, and saved once nothing is missing. */
export function MappingForm({ proposal, profiles, named, onNamed, onStandard, onSaved }: Props) {
  const [draft, setDraft] = useState(() => startDraft(proposal, named))
  const [asked, setAsked] = useState(false)
  const faultList = useRef<HTMLDivElement>(null)
  const queries = useQueryClient()
  const change = (patch: Partial<Draft>): void => setDraft((before) => ({ ...before, ...patch }))
  const name = (patch: Pick<Draft, 'title' | 'name'>): void => {
    change(patch)
    onNamed(patch)
  }
  const save = useMutation({
    mutationFn: () => saveProfile(toNewProfile(draft)),
    onSuccess: async (profile) => {
      await queries.invalidateQueries({ queryKey: KEYS.profiles })
      onSaved(profile)
    },
  })
  const faults = faultsOf(draft, profiles)
  const missing = faults.filter(({ at }) => at === 'columns')
  const titleOf = (standard: Standard): string => profiles.find((profile) => profile.name === standard)?.title ?? standard
  const mapped = Object.values(draft.columns).filter(Boolean).length
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (faults.length === 0) save.mutate()
        else faultList.current?.focus()
      }}
    >
      <section className="card" aria-labelledby="mapping">
        <h2 id="mapping">What each column tells</h2>
        <label className="narrow">
          Kind of file
          <select value={proposal.standard} onChange={({ target }) => onStandard(target.value as Standard)}>
            {STANDARDS.map((standard) => (
              <option key={standard} value={standard}>
                {titleOf(standard)}
              </option>
            ))}
          </select>
        </label>
        <output className="mapping-state">
          {mapped} of {proposal.columns.length} columns are used; the others are dropped before anything is stored.{' '}
          {missing.length === 0 ? 'Nothing that this kind of file needs is missing.' : missing.map(({ text }) => text).join(' ')}
        </output>
        <ColumnTable columns={proposal.columns} draft={draft} twice={doubled(draft)} onChange={change} />
      </section>
      <section className="card shared" aria-labelledby="shared">
        <h2 id="shared">What the columns do not tell</h2>
        <Constants draft={draft} onChange={change} />
        {Object.values(draft.columns).includes('site') && <Sites draft={draft} onChange={change} />}
        <label>
          Formats of dates and times, separated by commas, in the order they are tried
          <input type="text" value={draft.formats} spellCheck={false} onChange={({ target }) => change({ formats: target.value })} />
        </label>
      </section>
      <section className="card" aria-labelledby="save">
        <h2 id="save">Name and save</h2>
        <div className="pair pair-two">
          <label>
            Title, as people read it
            <input id="title" type="text" maxLength={120} value={draft.title} onChange={({ target }) => name({ title: target.value, name: draft.name === slug(draft.title) ? slug(target.value) : draft.name })} />
          </label>
          <label>
            Short name
            <input id="name" type="text" maxLength={40} spellCheck={false} value={draft.name} aria-describedby="name-note" onChange={({ target }) => name({ title: draft.title, name: target.value })} />
          </label>
        </div>
        <p id="name-note" className="hint">
          {nameNote(draft.name, profiles)}
        </p>
        <div ref={faultList} tabIndex={-1} className="faults">
          {asked && faults.length > 0 && (
            <>
              <h3>It cannot be saved yet</h3>
              <ul>
                {faults.map(({ text, at }) => (
                  <li key={text}>
                    <a href={`#${at}`}>{text}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        {save.error && <ProblemNotice error={save.error} />}
        <button type="submit" className="button button-main" disabled={save.isPending}>
          {save.isPending ? 'Saving the profile' : 'Save the profile'}
        </button>
      </section>
    </form>
  )
}
