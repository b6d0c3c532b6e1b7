// Small files of the three feeds, told by what matters in them. Sites and places are those of the demo county.
const csvOf = (columns: readonly string[], rows: Record<string, string>[]): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\n') + '\n'

export const ISTV_COLUMNS = ['Site Code', 'Reporting Period Start Date', 'Reporting Period End Date', 'Arrival Date Time', 'Assault Date Time', 'Assault Method', 'Assault Method Other Description', 'Assault Location Type', 'Assault Location Description', 'Age', 'Sex'] as const
export type IstvRow = { site?: string; from?: string; to?: string; arrival?: string; assault?: string; method?: string; type?: string; text?: string; age?: string; sex?: string }
const istvRecord = (r: IstvRow): Record<string, string> => ({
  'Site Code': r.site ?? 'XH101', 'Reporting Period Start Date': r.from ?? '01/03/2025', 'Reporting Period End Date': r.to ?? '31/03/2025',
  'Arrival Date Time': r.arrival ?? '08/03/2025 23:47', 'Assault Date Time': r.assault ?? '08/03/2025 22:41', 'Assault Method': r.method ?? '01',
  'Assault Location Type': r.type ?? '03', 'Assault Location Description': r.text ?? '', Age: r.age ?? '24', Sex: r.sex ?? 'M',
})
export const istv = (rows: IstvRow[], more: Record<string, string> = {}): string =>
  csvOf([...ISTV_COLUMNS, ...Object.keys(more)], rows.map((row) => ({ ...istvRecord(row), ...more })))

const iso = (text: string): string => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})(?: (.*))?$/, (_, d: string, m: string, y: string, time?: string) => `${y}-${m}-${d}${time ? `T${time}:00` : ''}`)
const element = (name: string, text: string): string => `<${name}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`
/** The same submission as XML: one site and period for all. */
export const istvXml = (rows: IstvRow[]): string => {
  const records = rows.map(istvRecord)
  const head = records[0] ?? {}
  const leaf = (record: Record<string, string>, columns: readonly string[]) => columns.map((column) => element(column.replaceAll(' ', ''), iso(record[column] ?? ''))).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ISTVSubmission>${leaf(head, ISTV_COLUMNS.slice(0, 3))}${records.map((r) => `<Assault>${leaf(r, ISTV_COLUMNS.slice(3))}</Assault>`).join('\n')}</ISTVSubmission>\n`
}

export const ECDS_COLUMNS = ['EC_Ident', 'Site_Code_of_Treatment', 'Arrival_Date', 'Arrival_Time', 'EC_Injury_Date', 'EC_Injury_Time', 'EC_Injury_Intent_SNOMED_CT', 'EC_Injury_Mechanism_SNOMED_CT', 'EC_Place_Of_Injury_SNOMED_CT', 'EC_Place_Of_Injury_Latitude', 'EC_Place_Of_Injury_Longitude', 'Assault_Location_Description', 'Age_At_CDS_Activity_Date', 'Sex', 'Arrival_Mode', 'Acuity_SNOMED_CT', 'Der_Dupe_Flag', 'Der_Postcode_LSOA_Code'] as const
export const ecds = (rows: Partial<Record<(typeof ECDS_COLUMNS)[number], string>>[]): string =>
  csvOf(ECDS_COLUMNS, rows.map((row, i) => ({
    EC_Ident: `E${i}`, Site_Code_of_Treatment: 'XH103', Arrival_Date: '2025-03-08', Arrival_Time: '23:47:00', EC_Injury_Date: '2025-03-08', EC_Injury_Time: '22:41:00',
    EC_Injury_Intent_SNOMED_CT: '52684005', Age_At_CDS_Activity_Date: '31', Sex: '1', Der_Dupe_Flag: '0', Der_Postcode_LSOA_Code: 'E01021000', ...row,
  })))

export const CAD_COLUMNS = ['service', 'incident_no', 'call_connect_ts', 'determinant', 'easting', 'northing', 'address_text', 'postcode', 'age', 'sex', 'resource', 'cleared_ts', 'outcome', 'hospital'] as const
export const cad = (rows: Partial<Record<(typeof CAD_COLUMNS)[number], string>>[]): string =>
  csvOf(CAD_COLUMNS, rows.map((row, i) => ({
    service: 'Demo Ambulance Service (invented)', incident_no: `A${i}`, call_connect_ts: '2025-03-08 22:50:12', determinant: '04B01A', easting: '570680', northing: '206620',
    age: '24', sex: 'M', resource: 'DA12', outcome: 'Conveyed', ...row,
  })))

export const EXTRACT_COLUMNS = ['force', 'crime_no', 'ho_class', 'ho_offence', 'committed_from', 'committed_to', 'reported_ts', 'easting', 'northing', 'location_text', 'location_type', 'da_flag', 'knife_flag', 'hate_flag', 'proactive_flag', 'victim_age', 'victim_sex'] as const
export const extract = (rows: Partial<Record<(typeof EXTRACT_COLUMNS)[number], string>>[]): string =>
  csvOf(EXTRACT_COLUMNS, rows.map((row, i) => ({
    force: 'Demo County Constabulary (invented)', crime_no: `42/${i}/25`, ho_class: '8N', committed_from: '2025-03-08 22:30:00', committed_to: '2025-03-08 23:10:00', reported_ts: '2025-03-09 00:12:00',
    easting: '570680', northing: '206620', location_text: 'High Street', location_type: '', victim_age: '24', victim_sex: 'M', proactive_flag: 'N', knife_flag: 'N', ...row,
  })))
