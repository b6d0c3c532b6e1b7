import { PageFrame } from '../PageFrame.tsx'

export function FilePage({ id }: { id: string }) {
  return <PageFrame title="FilePage">{id}</PageFrame>
}
