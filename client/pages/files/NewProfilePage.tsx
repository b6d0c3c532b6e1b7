import { PageFrame } from '../PageFrame.tsx'

export function NewProfilePage() {
  return <PageFrame title="NewProfilePage"></PageFrame>
}
