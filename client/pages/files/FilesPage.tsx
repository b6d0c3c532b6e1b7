import { PageFrame } from '../PageFrame.tsx'

export function FilesPage() {
  return <PageFrame title="FilesPage"></PageFrame>
}
