// The pages that are told of at the head of each.
import { PAGES } from '../api.ts'

export const LINKS = [
  { href: PAGES.map, label: 'Map' },
  { href: PAGES.files, label: 'Files' },
  { href: PAGES.places, label: 'Places to review' },
  { href: PAGES.quality, label: 'Data quality' },
  { href: PAGES.methods, label: 'Methods' },
  { href: PAGES.api, label: 'API' },
]
