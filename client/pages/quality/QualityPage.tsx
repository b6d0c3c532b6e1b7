import { PageFrame } from '../PageFrame.tsx'

export function QualityPage() {
  return <PageFrame title="QualityPage"></PageFrame>
}
