// The one state of the page, with the browser's history as its store: the URL is the truth, React only reads it.
import { useSyncExternalStore } from 'react'
import { formatState, parseState } from './state.ts'
import type { PageState } from './state.ts'

let state = parseState(location.search)
const listeners = new Set<() => void>()

addEventListener('popstate', () => set(parseState(location.search)))

function set(next: PageState): void {
  state = next
  for (const listener of listeners) listener()
}

/**
 * Changes the state. `push` makes a step for the back button (a question or a selection);
 * `replace` does not (panning the map would fill the history).
 */
export function changeState(patch: Partial<PageState>, step: 'push' | 'replace' = 'push'): void {
  const before = formatState(state)
  const next = { ...state, ...patch }
  const after = formatState(next)
  if (before === after) return
  const url = after ? `?${after}` : location.pathname
  if (step === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
  set(next)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function usePageState(): PageState {
  return useSyncExternalStore(subscribe, () => state)
}

/** For callbacks that outlive a render. */
export function currentState(): PageState {
  return state
}
