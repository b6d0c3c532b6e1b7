import { useSyncExternalStore } from 'react'
import type { Theme } from '../map/scales.ts'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}

export function useTheme(): Theme {
  return useMedia('(prefers-color-scheme: dark)') ? 'dark' : 'light'
}
