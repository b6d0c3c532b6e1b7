import type { Profile } from '../../contract/profile.ts'
import type { IssueKind } from '../../contract/vocabulary.ts'
import type { Sites } from '../../domain/sites.ts'
import type { NamedRow } from '../profiles/columns.ts'
import type { Scrubber } from '../scrub/scrubber.ts'

export type Who = { organisation: string } | { fault: IssueKind }

const LONGEST = 100
const MOST_NAMES = 2000
/** Codes of the Organisation Data Service: three to six letters and digits, at least one digit among them. */
const SITE_CODE = /^(?=.*\d)[A-Z0-9]{3,6}$/
/** What every sender of such files has in its name; a person has none of it. */
const SENDER = /\b(police|constabulary|force|ambulance|hospital|infirmary|nhs|trust|services?|emergency|department|centre|council|fire|transport|partnership|clinic|unit)\b/i

/** Who tells of the event: by the site code of the row, else by the name that stands in it. */
export const createReadWho = (profile: Profile, { sites, scrubber }: { sites: Sites; scrubber: Scrubber }) => {
  const own = new Map(Object.entries(profile.sites).map(([code, organisation]) => [code.toUpperCase(), organisation]))
  const judged = new Map<string, Who>()
  const byName = (name: string): Who => {
    // The name of a person in the column of the force must not become an organisation.
    const fine = name !== '' && name.length <= LONGEST && (profile.strict || (SENDER.test(name) && scrubber.scrub(name).found.length === 0))
    return fine ? { organisation: name } : { fault: 'no-organisation' }
  }
  return ({ fields }: NamedRow): Who => {
    const code = (fields.site ?? '').toUpperCase()
    if (code) {
      const organisation = own.get(code) ?? sites.byCode(code)?.organisation
      if (organisation) return { organisation }
      // Not a guess: a mistyped code would become a hospital of its own.
      return { fault: SITE_CODE.test(code) ? 'unknown-site' : 'no-organisation' }
    }
    const name = (fields.organisation ?? '').slice(0, LONGEST + 1)
    let who = judged.get(name)
    if (!who) {
      if (judged.size > MOST_NAMES) judged.clear()
      judged.set(name, (who = byName(name)))
    }
    return who
  }
}
