import { z } from 'zod'

/** RFC 9457 problem details: an expected refusal, in one line that names what to mend. */
export const problemSchema = z.object({
  type: z.string().describe('Stable identifier of the kind of problem, e.g. /problems/unknown-header'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('One line in plain words; names file, line and field where there are any'),
  instance: z.string().optional().describe('Identifier to quote when you report this'),
  file: z.string().optional(),
  line: z.number().int().optional(),
  field: z.string().optional(),
})
export type ProblemDocument = z.infer<typeof problemSchema>
