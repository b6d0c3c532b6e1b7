// URLs of files, profiles and what was set aside. Bodies are the files themselves, sent as they are.
import type { DuplicatePairs, Fixed, IngestReport, Quarantine } from '../../server/contract/ingest.ts'
import type { ProblemDocument } from '../../server/contract/problem.ts'
import type { MappingProposal, NewProfile, Profile } from '../../server/contract/profile.ts'
import type { IssueKind, Standard } from '../../server/contract/vocabulary.ts'
import { ApiProblem, getJson, request } from '../api.ts'
import type { Fetching } from '../api.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

export const fetchIngests = (options: Fetching): Promise<{ ingests: IngestReport[] }> => getJson('/api/ingests', options)
export const fetchIngest = (id: string, options: Fetching): Promise<IngestReport> => getJson(`/api/ingests/${encodeURIComponent(id)}`, options)
export const fetchDuplicates = (options: Fetching): Promise<DuplicatePairs> => getJson('/api/duplicates', options)
export const fetchProfiles = (options: Fetching): Promise<{ profiles: Profile[] }> => getJson('/api/profiles', options)

export const QUARANTINE_PAGE = 20
export const fetchQuarantine = (id: string, after: number, options: Fetching): Promise<Quarantine> =>
  getJson(`/api/ingests/${encodeURIComponent(id)}/quarantine?after=${after}&limit=${QUARANTINE_PAGE}`, options)

/** Only the fields that were changed: the others stay as received. */
export async function fixRow(id: string, line: number, fields: Record<string, string>): Promise<Fixed> {
  const response = await request(`/api/ingests/${encodeURIComponent(id)}/quarantine/${line}`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ fields }) })
  return (await response.json()) as Fixed
}

export const issuesCsv = (id: string, kind?: IssueKind): string => `/api/ingests/${encodeURIComponent(id)}/issues.csv${kind ? `?kind=${kind}` : ''}`

export async function proposeProfile(file: File, standard: Standard | null): Promise<MappingProposal> {
  const query = new URLSearchParams({ file: file.name, ...(standard && { standard }) })
  const response = await request(`/api/profiles/propose?${query}`, { method: 'POST', body: file })
  return (await response.json()) as MappingProposal
}

export async function saveProfile(profile: NewProfile): Promise<Profile> {
  const response = await request('/api/profiles', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(profile) })
  return (await response.json()) as Profile
}

/** Where an upload's steps can be listened to. The sender makes the name up, so that it can listen before it sends. */
export const uploadName = (): string => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
export const progressUrl = (name: string): string => `/api/uploads/${name}/progress`

type Sending = { profile: string; dryRun: boolean; progress: string; onSent: (share: number) => void }

/** Takes a file in, or tries it out. An XMLHttpRequest, because fetch does not tell how much of a body has left. */
export const sendFile = (file: File, { profile, dryRun, progress, onSent }: Sending): Promise<IngestReport> =>
  new Promise((resolve, reject) => {
    const query = new URLSearchParams({ profile, file: file.name, progress, ...(dryRun && { dryRun: 'true' }) })
    const sender = new XMLHttpRequest()
    sender.open('POST', `/api/ingests?${query}`)
    sender.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 1))
    sender.upload.addEventListener('load', () => onSent(1))
    sender.addEventListener('error', () => reject(new ApiProblem(0, 'The server cannot be reached', 'The file did not arrive. Check the connection and send it again: what has been taken in already is not taken in twice.')))
    sender.addEventListener('load', () => {
      let answer: unknown = null
      try {
        answer = JSON.parse(sender.responseText)
      } catch {
        // Not our answer: something between us and the server spoke. It is told by its status below.
      }
      if (sender.status >= 200 && sender.status < 300 && answer) resolve(answer as IngestReport)
      else {
        const { title, detail } = (answer ?? {}) as Partial<ProblemDocument>
        reject(new ApiProblem(sender.status, title ?? 'The server could not answer', detail ?? `It answered with status ${sender.status}.`))
      }
    })
    sender.send(file)
  })
