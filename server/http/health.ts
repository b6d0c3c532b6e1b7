import { z } from 'zod'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'

const liveSchema = z.object({ status: z.literal('live') })
const readySchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.object({ database: z.boolean(), migrations: z.boolean(), draining: z.boolean() }),
})

export const live = endpoint({
  tag: 'Service',
  summary: 'Whether the process runs',
  answers: { 200: { description: 'It does', content: { [JSON_TYPE]: liveSchema } } },
  handle: async () => plainJson({ status: 'live' }, { headers: { 'Cache-Control': 'no-store' } }),
})

export const ready = endpoint({
  tag: 'Service',
  summary: 'Whether the service can answer: database, migrations, not shutting down',
  answers: {
    200: { description: 'Ready', content: { [JSON_TYPE]: readySchema } },
    503: { description: 'Not ready; which check failed', content: { [JSON_TYPE]: readySchema } },
  },
  handle: async ({ services }) => {
    const checks = await services.health.check()
    const ok = checks.database && checks.migrations && !checks.draining
    return plainJson({ status: ok ? 'ready' : 'not-ready', checks }, { status: ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' } })
  },
})
