import { expect, test } from 'vitest'
import { wallClock } from '../../server/demo/write/health.ts'
import { dayOf } from '../../server/demo/clock.ts'
import { seenProbability, type Service } from '../../server/demo/world/settings.ts'
import { inventCounty } from '../../server/demo/invent/county.ts'
import { ground, metres, pointOf, readWorld, type Row } from './readWorld.ts'

/** Truth alone: no feed is written. */
const truth = (options: Parameters<typeof readWorld>[0] = {}) => readWorld({ sources: [], incidents: 20_000, ...options })
const plain = truth()
const streetLengths = inventCounty(ground).streets.map((street) => [street.id, street.lengthM] as const)
const share = (rows: Row[], yes: (row: Row) => boolean) => rows.filter(yes).length / rows.length
const COLUMNS: Record<Service, string> = { police: 'seen_police', ambulance: 'seen_ambulance', ed: 'seen_ed' }

/** Standard errors between what was seen and what was declared, for every service, setting and severity. */
const misses = ({ incidents, world }: ReturnType<typeof truth>): number[] => {
  const groups = new Map<string, Row[]>()
  for (const row of incidents) groups.set(`${row['setting']} ${row['severity']}`, [...(groups.get(`${row['setting']} ${row['severity']}`) ?? []), row])
  return [...groups].flatMap(([key, rows]) => {
    const [setting, severity] = key.split(' ') as [string, string]
    return (Object.keys(COLUMNS) as Service[]).map((service) => {
      const p = world.seen[service]![setting]![severity]!
      const found = share(rows, (row) => row[COLUMNS[service]] === '1')
      return p === 0 || p === 1 ? (found === p ? 0 : Infinity) : (found - p) / Math.sqrt((p * (1 - p)) / rows.length)
    })
  })
}

test('each service sees the share it is declared to see', () => {
  const scores = misses(plain)
  expect(scores.length).toBeGreaterThan(90)
  expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4.5)
  // Together as scattered as chance makes them: neither off nor too good.
  const meanSquare = scores.filter((z) => z !== 0).reduce((sum, z) => sum + z * z, 0) / scores.filter((z) => z !== 0).length
  expect(meanSquare).toBeGreaterThan(0.6)
  expect(meanSquare).toBeLessThan(1.5)
  expect(seenProbability('ed', 'elsewhere', 'minor')).toBe(1)
})

test('dependence leaves those shares and makes services see the same incidents', () => {
  const tied = truth({ dependence: 1 })
  expect(Math.max(...misses(tied).map(Math.abs))).toBeLessThan(4.5)
  const both = ({ incidents }: typeof tied) => share(incidents.filter((row) => row['seen_ambulance'] === '1'), (row) => row['seen_police'] === '1')
  expect(both(tied)).toBeGreaterThan(both(plain) + 0.25)
})

test('most violence that emergency departments see is unknown to the police', () => {
  const unknown = share(plain.incidents.filter((row) => row['seen_ed'] === '1'), (row) => row['seen_police'] === '0')
  expect(unknown).toBeGreaterThan(0.5)
  expect(unknown).toBeLessThan(0.75)
})

test('hotspots are dense where declared, and emerging and fading ones turn at their dates', () => {
  const { incidents, world } = plain
  expect(world.hotspots.map(({ kind }) => kind).filter((kind) => kind === 'emerging').length).toBe(3)
  expect(world.hotspots.map(({ kind }) => kind).filter((kind) => kind === 'fading').length).toBe(2)
  const days = (from: string, to: string) => dayOf(to) - dayOf(from)
  const rate = (spot: (typeof world.hotspots)[number], from: string, to: string) =>
    incidents.filter((row) => row['occurred_at']!.slice(0, 10) >= from && row['occurred_at']!.slice(0, 10) < to && metres(pointOf(row), spot) <= spot.radiusM).length / days(from, to)
  // What an equal area of the towns has on the average, generously: all incidents on 500 km².
  const background = (radiusM: number) => (incidents.length / days('2023-01-01', '2026-01-01') / 500e6) * Math.PI * radiusM * radiusM
  const after = (date: string, ramp: number) => new Date((dayOf(date) + ramp) * 86_400_000).toISOString().slice(0, 10)
  const whole = ['2023-01-01', '2026-01-01'] as const
  /** How much denser it is when it is on than when it is not. */
  const contrast = (spot: (typeof world.hotspots)[number]) =>
    spot.from
      ? rate(spot, after(spot.from, spot.rampDays), whole[1]) / rate(spot, whole[0], spot.from)
      : spot.until
        ? rate(spot, whole[0], spot.until) / rate(spot, after(spot.until, spot.rampDays), whole[1])
        : rate(spot, ...whole) / background(spot.radiusM)
  for (const spot of world.hotspots) expect(contrast(spot), `${spot.id} ${spot.kind}`).toBeGreaterThan(spot.kind === 'persistent' ? 8 : 1.6)
  const emerging = world.hotspots.filter(({ from }) => from !== null)
  expect(incidents.filter((row) => emerging.some(({ id, from }) => id === row['hotspot'] && row['occurred_at']!.slice(0, 10) < from!))).toEqual([])
  expect(incidents.filter((row) => row['hotspot'] !== '').every((row) => world.hotspots.some((spot) => spot.id === row['hotspot'] && metres(pointOf(row), spot) <= spot.radiusM * 1.02))).toBe(true)
})

test('a null world is even over the length of its streets', () => {
  const empty = truth({ nullWorld: true })
  expect(empty.world.hotspots).toEqual([])
  expect(new Set(empty.incidents.map((row) => row['setting']))).toEqual(new Set(['home', 'street']))
  expect(empty.incidents.every((row) => row['origin'] === 'base')).toBe(true)
  const evenness = (rows: Row[]) => {
    const found = new Map<string, number>()
    for (const row of rows) found.set(row['place_id']!, (found.get(row['place_id']!) ?? 0) + 1)
    const total = streetLengths.reduce((sum, [, length]) => sum + length, 0)
    const onStreets = rows.filter((row) => row['place_id']!.startsWith('demo-st-')).length
    const chi2 = streetLengths.reduce((sum, [id, length]) => sum + ((found.get(id) ?? 0) - (onStreets * length) / total) ** 2 / ((onStreets * length) / total), 0)
    return (chi2 - (streetLengths.length - 1)) / Math.sqrt(2 * (streetLengths.length - 1))
  }
  expect(Math.abs(evenness(empty.incidents))).toBeLessThan(4)
  expect(evenness(plain.incidents)).toBeGreaterThan(50)
})

test('answers come within 12 hours, near repeats within 14 days, both near their cause; so many as asked for', () => {
  const byNumber = new Map(plain.incidents.map((row) => [row['incident']!, row]))
  const followers = (origin: string) => plain.incidents.filter((row) => row['origin'] === origin).map((row) => {
    const cause = byNumber.get(row['cause']!)!
    return { hours: (Date.parse(row['occurred_at']!) - Date.parse(cause['occurred_at']!)) / 3_600_000, metres: metres(pointOf(row), pointOf(cause)) }
  })
  const [answers, repeats] = [followers('retaliation'), followers('near-repeat')]
  expect([answers.length, repeats.length]).toEqual([300, 1_200])
  expect(answers.every(({ hours }) => hours >= 0 && hours <= 12)).toBe(true)
  expect(repeats.every(({ hours }) => hours >= 0 && hours <= 24 * 14 + 2)).toBe(true)
  expect([...answers, ...repeats].filter((follower) => follower.metres < 400).length / 1_500).toBeGreaterThan(0.95)
  expect(truth({ retaliation: 0.1, incidents: 5_000 }).incidents.filter((row) => row['origin'] === 'retaliation').length).toBe(500)
})

test('weekend nights, summer, shared surges', () => {
  const opDay = (row: Row) => new Date(Date.parse(row['occurred_at']!) - 6 * 3_600_000)
  const nights = plain.incidents.filter((row) => row['setting'] === 'nightlife')
  expect(share(nights, (row) => [5, 6].includes(opDay(row).getUTCDay()))).toBeGreaterThan(0.5)
  expect(share(nights, (row) => Number(row['occurred_at']!.slice(11, 13)) >= 21 || Number(row['occurred_at']!.slice(11, 13)) < 5)).toBeGreaterThan(0.6)
  const schools = plain.incidents.filter((row) => row['setting'] === 'school' && row['origin'] === 'base')
  expect(schools.filter((row) => [0, 6].includes(opDay(row).getUTCDay()) || row['occurred_at']!.slice(5, 7) === '08')).toEqual([])
  const surged = new Set(plain.world.surges.map(({ day }) => day))
  const onSurges = (rows: Row[]) => share(rows, (row) => surged.has(opDay(row).toISOString().slice(0, 10)))
  expect(onSurges(plain.incidents) / onSurges(truth({ surges: 0 }).incidents)).toBeGreaterThan(1.2)
})

test('victims: as many as the switch says', () => {
  const mean = (rows: Row[]) => rows.reduce((sum, row) => sum + Number(row['victims']), 0) / rows.length
  expect(mean(plain.incidents)).toBeGreaterThan(1.16)
  expect(mean(plain.incidents)).toBeLessThan(1.2)
  expect(mean(truth({ victims: 0, incidents: 1_000 }).incidents)).toBe(1)
})

test('clock-change nights: incidents in the hour that comes twice, and a hospital whose clock runs on', () => {
  const autumn = readWorld({ from: '2024-10', months: 1, incidents: 8_000, sources: [] })
  const twice = autumn.incidents.filter((row) => row['occurred_at']! >= '2024-10-27T00:00:00Z' && row['occurred_at']! < '2024-10-27T02:00:00Z')
  expect(twice.some((row) => row['occurred_at']!.slice(11, 13) === '00')).toBe(true)
  expect(twice.some((row) => row['occurred_at']!.slice(11, 13) === '01')).toBe(true)
  const spring = readWorld({ from: '2024-03', months: 1, incidents: 16_000, sources: ['istv'] })
  const left = (path: string, pattern: RegExp) => spring.files.get(path)!.split('\n').filter((line) => pattern.test(line)).length
  expect(left('istv/XH102/2024-03.xml', /<ArrivalDateTime>2024-03-31T01:/)).toBeGreaterThan(0)
  expect(left('istv/XH101/2024-03.csv', /^XH101,[^,]*,[^,]*,31\/03\/2024 01:/)).toBe(0)
  const halfPastOne = dayOf('2024-03-31') * 1_440 + 90 // 01:30 UTC, 02:30 by the law
  expect([wallClock('XH102', halfPastOne) - dayOf('2024-03-31') * 1_440, wallClock('XH101', halfPastOne) - dayOf('2024-03-31') * 1_440]).toEqual([90, 150])
}, 60_000)
