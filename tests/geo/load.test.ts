import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fromGrid, isInside, metresBetween, widened } from '../../scripts/geo/load/ground.ts'
import { balanceText, load } from '../../scripts/geo/load/load.ts'
import { ground, workshop, zip, type Workshop } from './loadSupport.ts'

let shop: Workshop
beforeEach(() => void (shop = workshop()))
afterEach(() => shop.remove())

const HEADER = 'PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n'
const ROWS = '"CM1 1AA",10,570500,206800,"E","","","","",""\n"CM11AB",90,0,0,"E","","","","",""\n"CM112BC",50,570900,206900,"E","","","","",""\n"CB1 1AA",10,546000,258000,"E","","","","",""\n'

describe('the ground', () => {
  test.each([
    // The worked example of Ordnance Survey's guide to coordinate systems, and two places anybody can look up.
    ['Caister water tower', 651_409.903, 313_177.27, 52.65798, 1.71605],
    ['Chelmsford station', 570_524, 207_051, 51.7364, 0.4686],
    ['Southend pier head', 588_830, 183_400, 51.5185, 0.7214],
  ])('%s comes out within 150 m of where it is', (_, easting, northing, lat, lng) => {
    expect(metresBetween(fromGrid(easting, northing)!, { lat, lng })).toBeLessThan(150)
  })
  test('the worked example comes out within 10 m', () => {
    expect(metresBetween(fromGrid(651_409.903, 313_177.27)!, { lat: 52.65798, lng: 1.71605 })).toBeLessThan(10)
  })
  test.each([[0, 0], [NaN, 206_800], [570_500, NaN], [-1, 5], [51.7, -200], [7_057_000, 206_800]])('%d, %d is no place on the grid', (easting, northing) => expect(fromGrid(easting, northing)).toBeNull())
  test('a box grows by as many kilometres on every side', () => {
    const box = widened([0, 51, 1, 52], 20)
    expect(metresBetween({ lat: 51, lng: 0.5 }, { lat: box[1], lng: 0.5 })).toBeCloseTo(20_000, -1)
    expect(metresBetween({ lat: 52, lng: 0 }, { lat: 52, lng: box[0] })).toBeCloseTo(20_000, -2)
    expect(isInside(box, { lat: 51.5, lng: -0.1 })).toBe(true)
    expect(isInside(box, { lat: 51.5, lng: -0.5 })).toBe(false)
  })
})

describe('Code-Point Open', () => {
  test.each([['with a header', HEADER + ROWS], ['as published, without', ROWS]])('%s: postcodes and their sectors', async (_, text) => {
    const { report, entries, byId } = await shop.load('code-point-open', [shop.file('essex.csv', text)])
    expect(report.rows).toEqual({ read: 4, written: 2, skipped: { 'no coordinates': 1, 'outside the box': 1 }, notes: {}, derived: 2 })
    expect(entries.map(({ kind, name }) => [kind, name])).toEqual([['postcode', 'CM1 1AA'], ['postcode', 'CM11 2BC'], ['postcode-sector', 'CM1 1'], ['postcode-sector', 'CM11 2']])
    const [exact, sector] = [byId.get('postcode:CM11AA')!, byId.get('postcode-sector:CM11')!]
    expect(metresBetween(exact, { lat: 51.7343, lng: 0.4691 })).toBeLessThan(300)
    expect(byId.get('postcode:CM112BC')!.radiusM).toBeGreaterThan(exact.radiusM)
    expect(sector).toMatchObject({ lat: exact.lat, lng: exact.lng })
  })

  test('a sector lies in the middle of its postcodes, and its radius holds nearly all of them', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `CM1 1${'ABCDEFGHIJ'[i % 10]}${'ABCDEFGHIJ'[Math.floor(i / 10)]},10,${570_000 + (i % 10) * 100},${206_000 + Math.floor(i / 10) * 100}\n`)
    const { entries, byId } = await shop.load('code-point-open', [shop.file('a.csv', rows.join(''))])
    const sector = byId.get('postcode-sector:CM11')!
    const within = entries.filter((entry) => entry.kind === 'postcode' && metresBetween(entry, sector) <= sector.radiusM)
    expect(within.length).toBeGreaterThanOrEqual(95)
    expect(metresBetween(sector, fromGrid(570_450, 206_450)!)).toBeLessThan(2)
  })

  test('whatever the rows, each is written or skipped for a reason', async () => {
    const row = fc.record({ pc: fc.constantFrom('CM1 1AA', 'CM1 1AB', 'CM2 0ZZ', 'SS1 1AA'), pq: fc.constantFrom('10', '50', '90', ''), ea: fc.constantFrom('570500', '0', 'x', '100000'), no: fc.constantFrom('206800', '0', '') })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const path = shop.file('any.csv', `CM9 9AA,10,570500,206800\n${rows.map(({ pc, pq, ea, no }) => `${pc},${pq},${ea},${no}\n`).join('')}`)
        const { report, entries } = await shop.load('code-point-open', [path])
        const skipped = Object.values(report.rows.skipped).reduce((sum, count) => sum + count, 0)
        expect(report.rows.read).toBe(rows.length + 1)
        expect(report.rows.written + skipped).toBe(report.rows.read)
        expect(entries.length).toBe(report.rows.written + report.rows.derived)
      }),
      { numRuns: 25 },
    )
  })
})

describe('however the files come', () => {
  test('plain, gzip and ZIP give the same bytes', async () => {
    const digests = []
    for (const path of [shop.file('a.csv', ROWS), shop.file('a.csv.gz', gzipSync(ROWS)), shop.file('a.zip', zip({ 'Data/CSV/cm.csv': ROWS, 'Doc/licence.txt': 'words' }))]) {
      digests.push((await shop.load('code-point-open', [path])).report.sha256)
    }
    expect(new Set(digests).size).toBe(1)
  })
  test('several files, in a ZIP file or one after another, are one', async () => {
    const [first, second] = [ROWS.split('\n').slice(0, 2).join('\n'), ROWS.split('\n').slice(2).join('\n')]
    const inZip = await shop.load('code-point-open', [shop.file('a.zip', zip({ 'a.csv': first, 'b.csv': second }))])
    const apart = await shop.load('code-point-open', [shop.file('1.csv', first), shop.file('2.csv', second)])
    expect(inZip.report.rows).toMatchObject({ read: 4, written: 2 })
    expect(apart.report.sha256).toBe(inZip.report.sha256)
  })
})

test('ONSPD: postcodes no longer in use are kept and counted', async () => {
  const text = `pcd,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind
"CM1 1AA","CM1 1AA","198001","","0570500","0206800","1"
"CM1 1AC","CM1 1AC","198001","201204","0570510","0206810","8"
"GY1 1AA","GY1 1AA","199301","","","","9"
"CB1 1AA","CB1 1AA","199301","","0546000","0258000","1"
"CM1 1","CM1 1","199301","","0570500","0206800","1"
`
  const { report, entries } = await shop.load('onspd', [shop.file('onspd.csv', text)])
  expect(report.rows).toEqual({
    read: 5, written: 2, skipped: { 'no coordinates': 1, 'outside the box': 1, 'not a whole postcode': 1 }, notes: { 'postcodes that are no longer in use': 1 }, derived: 1,
  })
  expect(entries.map(({ name }) => name)).toEqual(['CM1 1AA', 'CM1 1AC', 'CM1 1'])
})

test('ONSPD: the column names of later editions', async () => {
  const { report } = await shop.load('onspd', [shop.file('o.csv', 'pcds,doterm,east1m,north1m,gridind\nCM1 1AA,,570500,206800,1\n')])
  expect(report.rows.written).toBe(1)
})

const openName = (change: Record<number, string>): string => {
  const cells = Array<string>(34).fill('')
  Object.assign(cells, { 0: 'osgb1', 2: 'Duke Street', 6: 'transportNetwork', 7: 'Named Road', 8: '570500', 9: '206800', 12: '570400', 13: '206800', 14: '570600', 15: '206800', 16: 'CM1', 18: 'Chelmsford' }, change)
  return `${cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join()}\n`
}

test('OS Open Names: streets with their extent, settlements, stations, schools, postcodes', async () => {
  const text = [
    openName({}),
    openName({ 0: 'osgb2', 2: 'Chelmsford', 6: 'populatedPlace', 7: 'City', 12: '567000', 14: '574000', 18: '' }),
    openName({ 0: 'osgb3', 2: 'Chelmsford', 7: 'Railway Station', 12: '', 14: '' }),
    openName({ 0: 'osgb4', 2: 'Moulsham High School', 6: 'other', 7: 'Secondary Education', 18: '' }),
    openName({ 0: 'CM11AA', 2: 'CM1 1AA', 6: 'other', 7: 'Postcode' }),
    openName({ 0: 'osgb5', 2: 'Stryd y Dug', 4: 'Duke, Street' }),
    openName({ 0: 'osgb6', 2: 'River Can', 7: 'Inland Water' }),
    openName({ 0: 'osgb7', 2: '' }),
    openName({ 0: 'osgb8', 8: '' }),
    openName({ 0: 'osgb9', 8: '300000' }),
    openName({}),
  ].join('')
  const { report, entries, byId } = await shop.load('os-open-names', [shop.file('TL60.csv', text)])
  expect(report.rows).toEqual({ read: 11, written: 6, skipped: { 'of a kind that is not used': 1, 'no name': 1, 'no coordinates': 1, 'outside the box': 1, 'the same id again': 1 }, notes: {}, derived: 0 })
  expect(entries.map(({ kind }) => kind)).toEqual(['street', 'town', 'station', 'school', 'postcode', 'street'])
  expect(byId.get('os-open-names:osgb1')).toMatchObject({ name: 'Duke Street', town: 'Chelmsford', radiusM: 100 })
  expect(byId.get('os-open-names:osgb2')).toMatchObject({ town: '', radiusM: 3_500 })
  expect(byId.get('os-open-names:osgb4')).toMatchObject({ town: 'Chelmsford' })
  expect(byId.get('os-open-names:osgb5')).toMatchObject({ alternatives: ['Duke, Street'] })
})

test('NaPTAN: stations and stops, not their parts', async () => {
  const text = `ATCOCode,CommonName,Landmark,LocalityName,Longitude,Latitude,Easting,Northing,StopType,Status
9100CHLMSFD,Chelmsford Rail Station,,Chelmsford,0.46857,51.73643,570524,207051,RLY,active
1500IM1,Duke Street,Bank,Chelmsford City Centre,,,570500,206800,BCT,active
1500IM2,Bus Station Bay 1,,Chelmsford,0.4685,51.7361,570520,207020,BCS,active
1500IM3,Old Stop,,Chelmsford,0.4685,51.7361,570520,207020,BCT,inactive
1500IM4,Nowhere,,Chelmsford,,,,,BCT,active
1500IM5,,,Chelmsford,0.4685,51.7361,570520,207020,BCT,active
1500IM6,Far,,York,-1.09,53.96,460000,452000,BCT,active
1500IM7,Strange,,Chelmsford,0.4685,51.7361,570520,207020,ZZZ,active
`
  const { report, byId } = await shop.load('naptan', [shop.file('Stops.csv', text)])
  expect(report.rows).toMatchObject({ read: 8, written: 2, skipped: { 'part of a station': 1, 'no longer in use': 1, 'no coordinates': 1, 'no name': 1, 'outside the box': 1, 'of a kind that is not used': 1 } })
  expect(byId.get('naptan:9100CHLMSFD')).toMatchObject({ kind: 'station', lat: 51.73643, placeType: 'transport', town: 'Chelmsford' })
  expect(byId.get('naptan:1500IM1')).toMatchObject({ kind: 'stop', town: 'Chelmsford City Centre' })
})

const business = (id: string, name: string, type: string, more = '<AddressLine1>1 High Street</AddressLine1><AddressLine2>Maldon</AddressLine2><AddressLine3>Essex</AddressLine3>', at = '<Longitude>0.468</Longitude><Latitude>51.734</Latitude>') =>
  `<EstablishmentDetail><FHRSID>${id}</FHRSID><BusinessName>${name}</BusinessName><BusinessType>${type}</BusinessType><BusinessTypeID>1</BusinessTypeID>${more}<PostCode>CM1 1AA</PostCode><Scores><Hygiene>5</Hygiene></Scores><Geocode>${at}</Geocode></EstablishmentDetail>\n`
const ratings = (...rows: string[]) => `<?xml version="1.0" encoding="utf-8"?>\n<FHRSEstablishment><Header><ItemCount>1</ItemCount></Header><EstablishmentCollection>${rows.join('')}</EstablishmentCollection></FHRSEstablishment>`

test('food hygiene ratings: venues by their kind of business', async () => {
  const text = ratings(
    business('1', 'The Dog &amp; Gun', 'Pub/bar/nightclub'),
    business('2', 'Zeus Nightclub', 'Pub/bar/nightclub'),
    business('3', 'Kebab King', 'Takeaway/sandwich shop', '<AddressLine1>9 High Street</AddressLine1>'),
    business('4', 'Grand Hotel', 'Hotel/bed &amp; breakfast/guest house'),
    business('5', 'A childminder', 'Hospitals/Childcare/Caring Premises'),
    business('6', 'Nowhere Arms', 'Pub/bar/nightclub', '', ''),
    business('7', 'York Arms', 'Pub/bar/nightclub', '', '<Longitude>-1.09</Longitude><Latitude>53.96</Latitude>'),
  )
  const { report, byId } = await shop.load('fsa-ratings', [shop.file('FHRS.xml', text)])
  expect(report.rows).toMatchObject({ read: 7, written: 4, skipped: { 'of a kind that is not used': 1, 'no coordinates': 1, 'outside the box': 1 } })
  expect(byId.get('fsa:1')).toMatchObject({ kind: 'venue', name: 'The Dog & Gun', town: 'Maldon', placeType: 'pub-or-bar', lat: 51.734, lng: 0.468 })
  expect([2, 3, 4].map((id) => byId.get(`fsa:${id}`)!.placeType)).toEqual(['nightclub', 'shop-or-food', 'other-licensed'])
  expect(byId.get('fsa:3')!.town).toBe('Chelmsford')
})

describe('OpenStreetMap', () => {
  const OSM = `<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="51.734" lon="0.468"/><node id="2" lat="51.735" lon="0.468"/><node id="3" lat="51.736" lon="0.468"/>
<node id="4" lat="51.80" lon="0.60"/><node id="5" lat="51.801" lon="0.60"/>
<node id="6" lat="51.7345" lon="0.469"><tag k="amenity" v="pub"/><tag k="name" v="The Ship"/><tag k="alt_name" v="Shippy;The Old Ship"/></node>
<node id="7" lat="51.7345" lon="0.469"><tag k="amenity" v="bench"/></node>
<node id="8" lat="51.7345" lon="0.469"><tag k="amenity" v="pub"/></node>
<node id="9" lat="53.9" lon="-1"><tag k="amenity" v="pub"/><tag k="name" v="York Arms"/></node>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="Duke Street"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="pedestrian"/><tag k="name" v="Duke Street"/></way>
<way id="12"><nd ref="4"/><nd ref="5"/><tag k="highway" v="residential"/><tag k="name" v="Duke Street"/></way>
<way id="13"><nd ref="1"/><nd ref="3"/><tag k="leisure" v="park"/><tag k="name" v="Bell Meadow"/></way>
<way id="14"><nd ref="99"/><tag k="highway" v="residential"/><tag k="name" v="Lost Lane"/></way>
<relation id="15"><member type="way" ref="10" role=""/><tag k="type" v="route"/></relation>
</osm>`
  test('XML: ways of one name that touch are one street', async () => {
    const { report, entries, byId } = await shop.load('osm', [shop.file('a.osm', OSM)])
    expect(report.rows).toMatchObject({
      read: 15, written: 4, skipped: { 'of a kind that is not used': 7, 'no name': 1, 'outside the box': 1, 'no coordinates': 1, 'part of a street that is in already': 1 },
    })
    expect(entries.filter(({ kind }) => kind === 'street').map(({ id }) => id)).toEqual(['osm:way/10', 'osm:way/12'])
    expect(byId.get('osm:way/10')).toMatchObject({ lat: 51.735, lng: 0.468, radiusM: 111, town: 'Chelmsford' })
    expect(byId.get('osm:way/12')!.town).toBe('')
    expect(byId.get('osm:node/6')).toMatchObject({ kind: 'venue', placeType: 'pub-or-bar', alternatives: ['Shippy', 'The Old Ship'] })
    expect(byId.get('osm:way/13')).toMatchObject({ kind: 'park', radiusM: 111 })
  })
  test('GeoJSON gives the same', async () => {
    const features = [
      { type: 'Feature', id: 'way/10', properties: { highway: 'residential', name: 'Duke Street' }, geometry: { type: 'LineString', coordinates: [[0.468, 51.734], [0.468, 51.735]] } },
      { type: 'Feature', id: 'way/11', properties: { tags: { highway: 'pedestrian', name: 'Duke Street' } }, geometry: { type: 'LineString', coordinates: [[0.468, 51.735], [0.468, 51.736]] } },
      { type: 'Feature', properties: { amenity: 'nightclub', name: 'Zeus' }, geometry: { type: 'Point', coordinates: [0.47, 51.734] } },
      { type: 'Feature', properties: { amenity: 'nightclub', name: 'Void' }, geometry: null },
    ]
    const { report, entries } = await shop.load('osm', [shop.file('a.geojson', JSON.stringify({ type: 'FeatureCollection', features }))])
    expect(report.rows).toMatchObject({ read: 4, written: 2, skipped: { 'no coordinates': 1, 'part of a street that is in already': 1 } })
    expect(entries.map(({ name, placeType }) => [name, placeType])).toEqual([['Zeus', 'nightclub'], ['Duke Street', null]])
  })
})

test('the balance in words', () => {
  expect(balanceText({ read: 1_234, written: 1_000, skipped: { 'no name': 34, 'outside the box': 200 }, notes: { 'no longer in use': 3 }, derived: 2 })).toBe(
    '1,234 rows read = 1,000 written + 234 skipped (outside the box 200, no name 34); of those written, no longer in use: 3; made from all together: 2',
  )
})

test('another kind, and no file', async () => {
  await expect(load('shapefile', ['x'], { out: shop.out, ground })).rejects.toThrow('"shapefile" is not a kind of file; these are: os-open-names')
  await expect(load('naptan', [], { out: shop.out, ground })).rejects.toThrow('no file was named')
})
