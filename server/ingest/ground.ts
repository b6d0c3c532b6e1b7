import type { CodeList } from '../domain/codeList.ts'
import type { Sites } from '../domain/sites.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import type { Geocoder } from '../geocode/geocoder.ts'
import type { Scrubber } from './scrub/scrubber.ts'
import type { Seal } from './seal.ts'

/** What rows are judged against: reference data and the rules for personal data. */
export type Ground = {
  studyArea: StudyArea
  sites: Sites
  codeLists: ReadonlyMap<string, CodeList>
  /** the invented gazetteer is for invented organisations alone: it must never place a real text */
  geocoders: { real: Geocoder; invented: Geocoder }
  scrubber: Scrubber
  seal: Seal
}
