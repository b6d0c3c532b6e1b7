import type { Source } from '../contract/vocabulary.ts'

/** An organisation that sends files, under the code its files name it by. */
export type Site = { code: string; source: Source; organisation: string; name: string; lat: number; lng: number; aliases: string[] }

/** By code; capitals do not matter. */
export const createSites = (list: Site[]) => {
  const byCode = new Map(list.map((site) => [site.code.toUpperCase(), site]))
  const byOrganisation = new Map(list.map((site) => [site.organisation, site]))
  return {
    list,
    byCode: (code: string): Site | null => byCode.get(code.trim().toUpperCase()) ?? null,
    byOrganisation: (name: string): Site | null => byOrganisation.get(name) ?? null,
  }
}
export type Sites = ReturnType<typeof createSites>
