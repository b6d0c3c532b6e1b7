import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Profile } from '../../../server/contract/profile.ts'
import type { Standard } from '../../../server/contract/vocabulary.ts'
import { PAGES } from '../../api.ts'
import { proposeProfile } from '../../api/files.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/files.css'
import { PageFrame } from '../PageFrame.tsx'
import { MappingForm } from './MappingForm.tsx'
import { slug } from './mapping.ts'
import { useProfiles } from './queries.ts'
import { SampleDrop } from './SampleDrop.tsx'
import { UploadOutcome } from './UploadOutcome.tsx'
import { useUpload } from './useUpload.ts'

const nameOf = (file: File | null) => {
  const title = file?.name.replace(/(\.[a-z]{2,4}){1,2}$/i, '') ?? ''
  return { title, name: slug(title) }
}

/** The profile is saved; the very file that it was made from is still at hand. */
function Saved({ profile, file }: { profile: Profile; file: File }) {
  const { upload, send } = useUpload()
  const head = useRef<HTMLHeadingElement>(null)
  const busy = upload.phase === 'going'
  useEffect(() => head.current?.focus(), [])
  return (
    <section className="card">
      <h2 ref={head} tabIndex={-1}>
        Saved: {profile.title}
      </h2>
      <p>
        Version {profile.version} of <code>{profile.name}</code> can be chosen for every file from now on. {upload.phase !== 'done' && `The file ${file.name} itself has not been taken in yet.`}
      </p>
      <div className="upload-buttons">
        <button type="button" className="button" disabled={busy} onClick={() => void send(file, profile.name, true)}>
          Try it out first
        </button>
        <button type="button" className="button button-main" disabled={busy} onClick={() => void send(file, profile.name, false)}>
          Take the file in with it
        </button>
      </div>
      <UploadOutcome upload={upload} onTake={() => void send(file, profile.name, false)} />
    </section>
  )
}

/** A file that no profile fits: a mapping is proposed with its reasons, a person confirms it, and it is saved as a profile. */
export function NewProfilePage({ sample = null }: { sample?: File | null }) {
  const [file, setFile] = useState(sample)
  const [saved, setSaved] = useState<Profile | null>(null)
  const [named, setNamed] = useState(() => nameOf(sample))
  const profiles = useProfiles()
  const { mutate, data: proposal, error, isPending, submittedAt } = useMutation({ mutationFn: ({ of, standard }: { of: File; standard: Standard | null }) => proposeProfile(of, standard) })
  const open = (of: File): void => {
    setFile(of)
    setSaved(null)
    setNamed(nameOf(of))
    mutate({ of, standard: null })
  }
  // Once, for the file that came along from the files page.
  const first = useRef(sample)
  useEffect(() => {
    const of = first.current
    first.current = null
    if (of) mutate({ of, standard: null })
  }, [mutate])
  const fault = profiles.error ?? profiles.failureReason
  return (
    <PageFrame
      title="A new profile"
      lead={
        <>
          How to read files of a supplier whose columns we do not know yet. The service proposes; you decide. Nothing of the sample is kept. <a href={PAGES.files}>Back to the files</a>
        </>
      }
    >
      {!saved && <SampleDrop onFile={open} name={file?.name ?? null} />}
      {fault && <ProblemNotice error={fault} onRetry={() => void profiles.refetch()} />}
      {error && <ProblemNotice error={error} />}
      {isPending && (
        <section className="card">
          <output className="said">Reading the first rows of {file?.name}, and comparing them with what each kind of file holds.</output>
          <Skeleton lines={6} label="Proposing a mapping" />
        </section>
      )}
      {saved && file && <Saved profile={saved} file={file} />}
      {!saved && !isPending && !error && proposal && file && profiles.data && (
        <MappingForm
          key={submittedAt}
          proposal={proposal}
          profiles={profiles.data.profiles}
          named={named}
          onNamed={setNamed}
          onStandard={(standard) => mutate({ of: file, standard })}
          onSaved={setSaved}
        />
      )}
    </PageFrame>
  )
}
