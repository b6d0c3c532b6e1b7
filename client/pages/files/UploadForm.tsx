import { useState } from 'react'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { useProfiles } from './queries.ts'
import { UploadOutcome } from './UploadOutcome.tsx'
import { useUpload } from './useUpload.ts'

const SUGGEST = '?'

/** Choose a file and how to read it; try it out, or take it in. */
export function UploadForm({ onSuggest }: { onSuggest: (file: File) => void }) {
  const [file, setFile] = useState<File | null>(null)
  const [profile, setProfile] = useState('')
  const [missing, setMissing] = useState(false)
  const { data, error, failureReason, refetch } = useProfiles()
  const { upload, send, forget } = useUpload()
  const fault = error ?? failureReason
  const busy = upload.phase === 'going'
  const go = (dryRun: boolean): void => {
    setMissing(!file || !profile)
    if (!file || !profile) return
    if (profile === SUGGEST) onSuggest(file)
    else void send(file, profile, dryRun)
  }
  return (
    <section className="card" aria-labelledby="take-in">
      <h2 id="take-in">Take a file in</h2>
      {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      <form
        className="upload-form"
        onSubmit={(event) => {
          event.preventDefault()
          go(false)
        }}
      >
        <label>
          File: CSV, CSV.gz, Excel (.xlsx) or XML
          <input
            type="file"
            disabled={busy}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null)
              forget()
            }}
          />
        </label>
        <label>
          How to read it
          <select
            value={profile}
            disabled={busy || !data}
            onChange={(event) => {
              setProfile(event.target.value)
              forget()
            }}
          >
            <option value="">{data ? 'Choose a profile' : 'Reading the list of profiles'}</option>
            <option value={SUGGEST}>I do not know: suggest one</option>
            {data?.profiles.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <div className="upload-buttons">
          {profile === SUGGEST ? (
            <button type="submit" className="button button-main" disabled={busy}>
              Suggest how to read it
            </button>
          ) : (
            <>
              <button type="button" className="button" disabled={busy} onClick={() => go(true)}>
                Try it out first
              </button>
              <button type="submit" className="button button-main" disabled={busy}>
                Take it in
              </button>
            </>
          )}
        </div>
      </form>
      {missing && (!file || !profile) && (
        <p className="field-fault" role="alert">
          {file ? 'Choose how to read the file.' : 'Choose a file.'}
        </p>
      )}
      <UploadOutcome
        upload={upload}
        onTake={() => go(false)}
        refused={
          file && (
            <p>
              Is it another kind of file?{' '}
              <button type="button" className="link" onClick={() => onSuggest(file)}>
                Suggest how to read it
              </button>
            </p>
          )
        }
      />
    </section>
  )
}
