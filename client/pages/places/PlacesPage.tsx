import { PageFrame } from '../PageFrame.tsx'

export function PlacesPage() {
  return <PageFrame title="PlacesPage"></PageFrame>
}
