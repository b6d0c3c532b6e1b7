import { useEffect, useState } from 'react'
import { PAGES } from '../../api.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/files.css'
import { plural } from '../../words.ts'
import { PageFrame } from '../PageFrame.tsx'
import { Duplicates } from './Duplicates.tsx'
import { groupFiles } from './groups.ts'
import { NewProfilePage } from './NewProfilePage.tsx'
import { FilesTable, OrganisationFiles } from './OrganisationFiles.tsx'
import { useIngests } from './queries.ts'
import { UploadForm } from './UploadForm.tsx'

function Files() {
  const { data, error, failureReason, refetch } = useIngests()
  const fault = error ?? failureReason
  const { groups, national } = groupFiles(data?.ingests ?? [])
  return (
    <>
      <h2 className="page-part">
        Files by organisation{' '}
        {data && (
          <span className="hint">
            {plural(data.ingests.length, 'file')}, {plural(groups.length, 'organisation')}
          </span>
        )}
      </h2>
      {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <Skeleton lines={8} label="Reading the files" />}
      {data?.ingests.length === 0 && <p>No file has been taken in yet.</p>}
      {national.length > 0 && (
        <section className="card">
          <h3>Files of many organisations</h3>
          <FilesTable files={national} organisation={null} caption="Files of many organisations, newest first" />
        </section>
      )}
      {groups.map((group) => (
        <OrganisationFiles key={group.organisation} group={group} />
      ))}
      {data && data.ingests.length > 0 && <Duplicates />}
    </>
  )
}

/** Files as they came in, each with its balance sheet. A file that nobody knows how to read goes on to the mapping page without being chosen again. */
export function FilesPage() {
  const [unknown, setUnknown] = useState<File | null>(null)
  const [mapping, setMapping] = useState(false)
  useEffect(() => {
    const step = (): void => setMapping(location.pathname === PAGES.newProfile)
    addEventListener('popstate', step)
    return () => removeEventListener('popstate', step)
  }, [])
  if (mapping) return <NewProfilePage sample={unknown} />
  return (
    <PageFrame title="Files" lead="Every row of every file stands in exactly one of four places: accepted, quarantined, duplicate or superseded. Nothing is lost, and a file that cannot be read changes nothing.">
      <UploadForm
        onSuggest={(file) => {
          history.pushState(null, '', PAGES.newProfile)
          setUnknown(file)
          setMapping(true)
        }}
      />
      <Files />
    </PageFrame>
  )
}
