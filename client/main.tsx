import '@fontsource-variable/inter/wght.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/layout.css'
import './ui/panels.css'
import './ui/map.css'
import './ui/apiPage.css'
import './ui/page.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from './api.ts'
import { pageAt } from './pages/pageAt.tsx'

const passing = (error: Error): boolean => error instanceof ApiProblem && error.passing

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A run never changes and neither does a cell of it; a server that is away is asked again until it is back.
      staleTime: Infinity,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (_count, error) => passing(error),
      retryDelay: (count) => Math.min(10_000, 1000 * 2 ** count),
    },
  },
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>{pageAt(location.pathname)}</QueryClientProvider>,
  )
}
