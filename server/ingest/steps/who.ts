import type { Profile } from '../../contract/profile.ts'
import type { IssueKind } from '../../contract/vocabulary.ts'
import type { Sites } from '../../domain/sites.ts'
import type { NamedRow } from '../profiles/columns.ts'

export type Who = { organisation: string; issues: IssueKind[] } | { fault: IssueKind }

const LONGEST = 100

/** Who tells of the event: by the site code of the row, else by the name that stands in it. */
export const createReadWho = (profile: Profile, sites: Sites) => {
  const own = new Map(Object.entries(profile.sites).map(([code, organisation]) => [code.toUpperCase(), organisation]))
  return ({ fields }: NamedRow): Who => {
    const code = fields.site ?? ''
    if (code) {
      const organisation = own.get(code.toUpperCase()) ?? sites.byCode(code)?.organisation
      if (organisation) return { organisation, issues: [] }
      return code.length > 12 ? { fault: 'no-organisation' } : { organisation: `Site ${code.toUpperCase()}`, issues: ['unknown-site'] }
    }
    const name = fields.organisation ?? ''
    return name && name.length <= LONGEST ? { organisation: name, issues: [] } : { fault: 'no-organisation' }
  }
}
