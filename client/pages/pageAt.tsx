import { lazy, Suspense } from 'react'
import type { ReactElement } from 'react'
import { PAGES } from '../api.ts'
import { Skeleton } from '../ui/Skeleton.tsx'

// Each page is a bundle of its own: who reads a balance sheet does not load a map.
const ApiPage = lazy(async () => ({ default: (await import('./ApiPage.tsx')).ApiPage }))
const MapPage = lazy(async () => ({ default: (await import('./MapPage.tsx')).MapPage }))
const FilesPage = lazy(async () => ({ default: (await import('./files/FilesPage.tsx')).FilesPage }))
const FilePage = lazy(async () => ({ default: (await import('./files/FilePage.tsx')).FilePage }))
const NewProfilePage = lazy(async () => ({ default: (await import('./files/NewProfilePage.tsx')).NewProfilePage }))
const MethodsPage = lazy(async () => ({ default: (await import('./methods/MethodsPage.tsx')).MethodsPage }))
const PlacesPage = lazy(async () => ({ default: (await import('./places/PlacesPage.tsx')).PlacesPage }))
const QualityPage = lazy(async () => ({ default: (await import('./quality/QualityPage.tsx')).QualityPage }))

const find = (path: string): ReactElement => {
  if (path.startsWith(`${PAGES.files}/`)) return <FilePage id={path.slice(PAGES.files.length + 1)} />
  switch (path) {
    case PAGES.api:
      return <ApiPage />
    case PAGES.files:
      return <FilesPage />
    case PAGES.newProfile:
      return <NewProfilePage />
    case PAGES.methods:
      return <MethodsPage />
    case PAGES.places:
      return <PlacesPage />
    case PAGES.quality:
      return <QualityPage />
    default:
      return <MapPage />
  }
}

export const pageAt = (path: string): ReactElement => (
  <Suspense fallback={<main className="waiting"><Skeleton lines={6} label="Opening the page" /></main>}>{find(path)}</Suspense>
)
