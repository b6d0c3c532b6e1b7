import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIELDS } from '../../server/contract/profile.ts'
import type { Field, MappingProposal } from '../../server/contract/profile.ts'
import { STANDARDS } from '../../server/contract/vocabulary.ts'
import type { Standard } from '../../server/contract/vocabulary.ts'
import { readDateTime } from '../../server/domain/eventTimeFormats.ts'
import { proposeMapping } from '../../server/ingest/profiles/propose.ts'
import type { ProposalGround } from '../../server/ingest/profiles/propose.ts'
import { testGround, referenceData } from '../support/ground.ts'

const { ground } = testGround()
const shipped = referenceData().profiles
const proposals: ProposalGround = {
  profiles: shipped, codeLists: ground.codeLists, sites: ground.sites, scrub: (text) => ground.scrubber.scrub(text),
  area: { degrees: [-0.02, 51.45, 1.33, 52.09], grid: [536_000, 174_000, 631_600, 248_900] },
}

/** A file as text, cut at its commas: no cell here has one. */
const propose = (text: string, standard?: Standard): MappingProposal => {
  const [header = [], ...rows] = text.trim().split('\n').map((line) => line.split(','))
  return proposeMapping({ file: 'test.csv', header, rows }, proposals, standard)
}
const mapping = ({ columns }: MappingProposal): Record<string, Field | null> => Object.fromEntries(columns.map(({ column, field }) => [column, field]))
const reasons = (proposal: MappingProposal, column: string): string => proposal.columns.find((one) => one.column === column)?.reasons.join('; ') ?? ''

const HOSPITAL = `
Patient Name,NHS No,D.O.B.,Hosp Code,Attendance Date,Attendance Time,Incident DtTm,Weapon Used,Where did it happen?,Loc Type,Gender,Age in yrs,Home Postcode,Comments
John Smith,943 476 5919,01/02/1990,RDEE4,05/01/2024,22:15,05/01/2024 21:00,01,outside the black lion pub colchester,04,M,33,CO1 1AA,pt aggressive
Jane Jones,943 476 5870,11/12/1955,RDEE4,26/01/2024,02:15,26/01/2024 01:30,06,high street o/s mcdonalds,03,F,48,CO2 2BB,seen by dr patel
Zbigniew Kowalczyk,9434765919,11/12/2001,RDEE4,27/01/2024,03:20,27/01/2024 02:00,02,home,01,M,22,CO2 2BB,`

describe('a hospital with names of its own', () => {
  const proposal = propose(HOSPITAL)

  test('is an ISTV file whose every needed field is found', () => {
    expect(proposal.standard).toBe('istv')
    expect(mapping(proposal)).toEqual({
      'Patient Name': null, 'NHS No': null, 'D.O.B.': null, 'Hosp Code': 'site', 'Attendance Date': 'arrivalDate', 'Attendance Time': 'arrivalTime', 'Incident DtTm': 'occurred',
      'Weapon Used': 'method', 'Where did it happen?': 'placeText', 'Loc Type': 'placeType', Gender: 'sex', 'Age in yrs': 'age', 'Home Postcode': null, Comments: null,
    })
    expect(proposal.missing).toEqual([])
    expect(proposal.formats).toEqual(expect.arrayContaining(['DD/MM/YYYY', 'HH:mm', 'DD/MM/YYYY HH:mm']))
  })

  test('every guess has its reasons in words', () => {
    expect(reasons(proposal, 'Incident DtTm')).toBe('the name means "incident"; every value is a date with a time like 05/01/2024 21:00')
    expect(reasons(proposal, 'Weapon Used')).toContain('values are in the code list istv-method')
    expect(reasons(proposal, 'Where did it happen?')).toMatch(/free text; \d+% of it has words of places/)
    expect(reasons(proposal, 'Home Postcode')).toContain('where a person lives')
    expect(proposal.columns.filter((column) => column.reasons.length === 0)).toEqual([])
  })

  test('shows nobody: neither in columns of persons nor in those that nobody knows', () => {
    const said = JSON.stringify(proposal)
    for (const personal of ['Smith', 'Jones', 'Kowalczyk', '943', '1990', '1955', '2001', 'CO1', 'CO2', 'patel', 'aggressive']) expect(said).not.toContain(personal)
    expect(proposal.columns.find(({ column }) => column === 'Comments')?.examples).toEqual(['aa aaaaaaaaaa', 'aaaa aa aa aaaaa'])
  })

  test('names in the words of a place are cut out of the examples', () => {
    const named = propose(`Site Code,Arrival Date Time,Assault Date Time,Assault Location Description\nXH101,05/01/2024 22:15,05/01/2024 21:00,outside pub with Mr John Smith 07700 900123`)
    expect(named.columns[3]).toMatchObject({ field: 'placeText' })
    expect(named.columns[3]?.examples.join()).toMatch(/outside pub/)
    expect(named.columns[3]?.examples.join()).not.toMatch(/Smith|07700/)
  })
})

describe('other feeds', () => {
  test('an ambulance service', () => {
    const proposal = propose(`
Trust Name,CAD Ref,T0 Call Connect,AMPDS Code,X,Y,Incident Address,Disposition
East Ambulance Service,A1001,2024-01-05 01:23:09,04B02A,570819,207040,CHICKEN PLACE ROAD CLACTON,Conveyed
East Ambulance Service,A1002,2024-01-06 02:23:09,27D01S,617574,214659,STATION ROAD,See and treat`)
    expect(proposal.standard).toBe('ambulance-cad')
    expect(mapping(proposal)).toEqual({ 'Trust Name': 'organisation', 'CAD Ref': 'reference', 'T0 Call Connect': 'reported', 'AMPDS Code': 'determinant', X: 'easting', Y: 'northing', 'Incident Address': 'placeText', Disposition: 'conveyed' })
    expect(reasons(proposal, 'X')).toContain('values are numbers between 536,000 and 631,600: eastings of the study area')
  })

  test('a force', () => {
    const proposal = propose(`
Police Force,URN,HO Code,Date First Committed,Date Last Committed,Location,Knife Enabled
Somewhere Police,42/1,8N,01/05/2024 01:50,01/05/2024 02:50,HIGH STREET HARLOW,N
Somewhere Police,42/2,105A,14/05/2024 10:25,14/05/2024 10:25,STATION ROAD,Y`)
    expect(proposal.standard).toBe('police-extract')
    expect(mapping(proposal)).toEqual({ 'Police Force': 'organisation', URN: 'reference', 'HO Code': 'offence', 'Date First Committed': 'occurredFrom', 'Date Last Committed': 'occurredTo', Location: 'placeText', 'Knife Enabled': 'knife' })
    expect(proposal.missing).toEqual([])
  })

  test('ECDS under plain names; SNOMED ids stay text', () => {
    const proposal = propose(`
Attendance ID,Provider Site,Date of arrival,Time of arrival,Injury intent (SNOMED),Mechanism,lat,long
5F98B1E02C,XH103,2024-01-05,09:58:00,52684005,219218005,51.540221,0.705484
B7ECE93894,XH103,2024-01-06,18:03:00,276853009,242869008,51.66180,0.82873`)
    expect(proposal.standard).toBe('ecds')
    expect(mapping(proposal)).toEqual({ 'Attendance ID': 'reference', 'Provider Site': 'site', 'Date of arrival': 'arrivalDate', 'Time of arrival': 'arrivalTime', 'Injury intent (SNOMED)': 'intent', Mechanism: 'method', lat: 'lat', long: 'lng' })
    expect(reasons(proposal, 'Provider Site')).toContain('site codes that we know')
  })

  test('what Excel has mangled is told', () => {
    const proposal = propose('Site,Date of arrival,Injury intent\nXH103,2024-01-05,9.91431E+14\nXH103,2024-01-06,9.91431E+14')
    expect(reasons(proposal, 'Injury intent')).toContain('Excel has turned codes into numbers')
  })

  test.each(shipped.map((profile) => [profile.name, profile] as const))('names of %s are known by name alone', (name, profile) => {
    const header = Object.values(profile.columns).map(([first]) => first ?? '')
    const proposal = proposeMapping({ file: 'f', header, rows: [] }, proposals)
    expect(proposal.standard).toBe(name)
    expect(proposal.columns.map(({ field }) => field)).toEqual(Object.keys(profile.columns))
  })
})

describe('codes that no list knows', () => {
  const codesIn = (proposal: MappingProposal, column: string) => proposal.columns.find((one) => one.column === column)
  const weapons = (values: string[]) => propose(['Hosp Code,Attendance Date,Weapon Used', ...values.map((value) => `RDEE4,05/01/2024,${value}`)].join('\n'), 'istv')

  test('are told once each, capitals aside, and known ones are not', () => {
    const proposal = weapons(['01', 'KN', 'kn', 'Knife', '06', 'W9', 'W9', ''])
    expect(codesIn(proposal, 'Weapon Used')).toMatchObject({ field: 'method', unknownCodes: ['KN', 'Knife', 'W9'], codeLists: [] })
    expect(codesIn(proposal, 'Hosp Code')).toMatchObject({ field: 'site', unknownCodes: ['RDEE4'] })
    expect(codesIn(weapons(['01', '06']), 'Weapon Used')?.unknownCodes).toEqual([])
  })

  test('all values of a field whose standard has no list for it', () => {
    const proposal = propose('Hosp Code,Attendance Date,Severity\nRDEE4,05/01/2024,Sev1\nRDEE4,06/01/2024,Sev2', 'ecds')
    expect(codesIn(proposal, 'Severity')).toMatchObject({ field: 'severity', unknownCodes: ['Sev1', 'Sev2'] })
  })

  test('nobody and nothing broken is among them', () => {
    const hidden = ['John', 'Smith', 'Kowalczyk', 'SMITH J', 'John Smith', 'Zbigniew', 'Canaryman', '943 476 5919', '07700 900123', 'john@example.org', '11/12/1955', '9.91431E+14', `x${'1'.repeat(40)}`]
    for (const value of hidden) expect(codesIn(weapons(['01', '06', value]), 'Weapon Used'), value).toMatchObject({ field: 'method', unknownCodes: [] })
    // A name of the lists is hidden however often it stands there; a word in no list is a code once it comes again.
    expect(codesIn(weapons(['01', '06', '02', 'Kowalczyk', 'Kowalczyk', 'Transgender', 'Transgender']), 'Weapon Used')?.unknownCodes).toEqual(['Transgender'])
  })

  test('at most forty, and none of a column in which nothing comes again', () => {
    const many = Array.from({ length: 60 }, (_, i) => `Q${i}`)
    expect(codesIn(weapons(['01', ...many]), 'Weapon Used')?.unknownCodes).toEqual(many.slice(0, 40))
    expect(weapons(many).columns.filter(({ field }) => field !== 'site').flatMap(({ unknownCodes }) => unknownCodes)).toEqual([])
  })

  test('a triage code is told by the list that knows most of it', () => {
    const triage = (codes: string[]) => codesIn(propose(['Trust Name,CAD Ref,T0 Call Connect,Determinant', ...codes.map((code, i) => `East Ambulance Service,A${i},2024-01-05 01:23:09,${code}`)].join('\n'), 'ambulance-cad'), 'Determinant')
    const ampds = triage(['04B02A', '27D01S', '04D02', 'Zz9'])
    expect(ampds).toMatchObject({ field: 'determinant', unknownCodes: ['Zz9'] })
    expect(ampds?.codeLists.map(({ name }) => name)).toEqual(['ampds-determinant', 'nhs-pathways'])
    const pathways = triage(['Assault', 'Stab wound', 'Assault', 'Zz9'])
    expect(pathways?.codeLists[0]).toEqual({ name: 'nhs-pathways', unknownCodes: ['Zz9'] })
    expect(pathways?.reasons.join()).toContain('more values are in the code list nhs-pathways')
  })
})

describe('values decide where names do not', () => {
  test('the month before the day is found out, and said', () => {
    const proposal = propose('Site,Arrived,Assaulted at,Where\nXH101,01/25/2024 22:15,01/05/2024 21:00,pub in high street\nXH101,01/05/2024 22:15,01/05/2024 21:00,pub in high street')
    expect(reasons(proposal, 'Arrived')).toContain('with the month before the day')
  })

  test('a name that values contradict is not believed', () => {
    const proposal = propose('Site,Arrival,Assault date,Place\nXH101,by ambulance,05/01/2024 21:00,pub in high street\nXH101,walked in,06/01/2024 21:00,pub in high street')
    expect(mapping(proposal)['Arrival']).not.toBe('arrival')
    expect(proposal.missing).toEqual(['arrival'])
  })

  test('a time of which nothing says what it is does not turn one kind of hospital file into another', () => {
    const proposal = propose(HOSPITAL.replace('Incident DtTm', 'When'))
    expect(proposal).toMatchObject({ standard: 'istv', missing: ['occurred'] })
    expect(proposal.columns.find(({ column }) => column === 'When')).toMatchObject({ field: null, others: expect.arrayContaining(['occurred']) })
  })

  test('years of two digits are told about', () => {
    expect(reasons(propose('Site,Arrival date\nXH101,05/01/24\nXH101,06/01/24'), 'Arrival date')).toContain('two digits')
  })

  test('times without a telling name are offered and not chosen', () => {
    const proposal = propose('c1,c2\n04B02A,2024-01-05 01:23:09\n27D01S,2024-01-06 01:23:09')
    expect(proposal.columns[1]).toMatchObject({ column: 'c2', field: null })
    expect(proposal.columns[1]?.others).toContain('reported')
  })

  test('a standard that is asked for is the one proposed', () => {
    for (const standard of STANDARDS) expect(propose(HOSPITAL, standard).standard).toBe(standard)
  })
})

describe('what cannot be mapped is refused with its reason', () => {
  test.each([
    ['a column twice', 'Site,site\nA,B', 'the column "site" stands twice'],
    ['no names', ',,\nA,B,C', 'no names of columns'],
    ['rows instead of a header', `${'x'.repeat(121)}\nA`, 'more than 120 characters'],
  ])('%s', (_, text, why) => expect(() => propose(text)).toThrow(why))
})

describe('laws', () => {
  const cell = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('', '05/01/2024', '05/01/2024 22:15', '01', 'M', 'XH101', '51.5', '570819', 'outside the pub', '943 476 5919', 'Y'))
  const name = fc.oneof(fc.string({ minLength: 1, maxLength: 30 }), fc.constantFrom('constructor', '__proto__', 'Arrival', 'Date', 'Time', 'Sex', 'Age', 'Site', 'Location', 'Postcode', 'Weapon', 'Reference', 'X', 'Y', 'Name'))
  const sample = fc
    .uniqueArray(name, { minLength: 1, maxLength: 12, selector: (text) => text.trim().toLowerCase().replaceAll(/[\s_-]+/g, ' ') })
    .chain((header) => fc.tuple(fc.constant(header), fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { maxLength: 8 })))
    .filter(([header]) => header.some((text) => text.trim()))

  test('every column once, no field twice, formats that read what they are proposed for', () => {
    fc.assert(
      fc.property(sample, ([header, rows]) => {
        const proposal = proposeMapping({ file: 'f', header, rows }, proposals)
        expect(proposal.columns.map(({ column }) => column)).toEqual(header.map((text) => text.trim()).filter(Boolean))
        const fields = proposal.columns.flatMap(({ field }) => field ?? [])
        expect(new Set(fields).size).toBe(fields.length)
        for (const { others, examples, field, reasons: why, unknownCodes } of proposal.columns) {
          expect(unknownCodes.length).toBeLessThanOrEqual(40)
          for (const code of unknownCodes) expect(rows.flat().map((value) => value.trim())).toContain(code)
          expect(why.length).toBeGreaterThan(0)
          expect(examples.length).toBeLessThanOrEqual(3)
          expect(others.every((other) => FIELDS.includes(other) && other !== field)).toBe(true)
        }
        for (const format of proposal.formats) expect(rows.flat().some((value) => readDateTime(value, [format]) !== null)).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('the order of the columns does not matter', () => {
    const [header = [], ...rows] = HOSPITAL.trim().split('\n').map((line) => line.split(','))
    const before = mapping(propose(HOSPITAL))
    fc.assert(
      fc.property(fc.shuffledSubarray(header.map((_, i) => i), { minLength: header.length, maxLength: header.length }), (order) => {
        const turned = proposeMapping({ file: 'f', header: order.map((i) => header[i] ?? ''), rows: rows.map((row) => order.map((i) => row[i] ?? '')) }, proposals)
        expect(mapping(turned)).toEqual(before)
      }),
      { numRuns: 30 },
    )
  })
})

test('a column of site codes is the site, whatever it is named; those nobody knows are told', () => {
  const proposal = propose('Trust,Arrival date,Assault date\nXH101,05/01/2024,04/01/2024\nZQ9X1,06/01/2024,05/01/2024\nzq9x1,07/01/2024,06/01/2024', 'istv')
  expect(proposal.columns[0]).toMatchObject({ field: 'site', unknownCodes: ['ZQ9X1'] })
  expect(proposal.columns[0]?.others).not.toContain('organisation')
  expect(mapping(propose('Trust,Arrival date\nNorth NHS Trust,05/01/2024', 'istv'))['Trust']).toBe('organisation')
})
