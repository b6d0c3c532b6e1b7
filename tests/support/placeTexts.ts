// Months of one hospital in the ISTV form, told by what people wrote of the place.
export type Attendance = { text: string; placeType?: string; times?: number }

const HEADER = 'Site Code,Reporting Period Start Date,Reporting Period End Date,Arrival Date Time,Assault Date Time,Assault Method,Assault Location Type,Assault Location Description,Age,Sex'
const pad = (n: number) => String(n).padStart(2, '0')

/** Place types of geo-data/reference/istv-place-type.csv. */
export const OWN_HOME = '01'
export const STREET = '03'

/** `site` of geo-data/reference/sites.csv; another code is a real hospital that nobody has told us of. `month` like 2025-03. */
export const istvText = (attendances: Attendance[], { site = 'XH102', month = '2025-03' } = {}): string => {
  const [year = '', m = ''] = month.split('-')
  let n = 0
  const rows = attendances.flatMap(({ text, placeType = STREET, times = 1 }) =>
    Array.from({ length: times }, () => {
      const day = `${pad((n % 27) + 1)}/${m}/${year}`
      const hour = pad(n++ % 23)
      return [site, `01/${m}/${year}`, `28/${m}/${year}`, `${day} ${hour}:50`, `${day} ${hour}:17`, '01', placeType, text.includes(',') ? `"${text}"` : text, String(20 + (n % 40)), '1'].join(',')
    }))
  return [HEADER, ...rows, ''].join('\n')
}
