import type { Random } from '../random.ts'
import type { WorldSetting } from './settings.ts'

export type Victim = { age: number; sex: 'male' | 'female' }

const MALE: Record<WorldSetting, number> = { nightlife: 0.72, home: 0.36, street: 0.7, shop: 0.6, transport: 0.64, school: 0.66, park: 0.68, care: 0.45, elsewhere: 0.66 }

/** Who was hurt: young men out at night, women at home, children at school. */
export function drawVictim(setting: WorldSetting, random: Random): Victim {
  const sex = random.next() < MALE[setting] ? 'male' : 'female'
  const u = random.next()
  if (setting === 'school') return { sex, age: 7 + Math.floor(u * 11) }
  if (setting === 'care') return { sex, age: 20 + Math.floor(u * 60) }
  if (setting === 'home') return { sex, age: u < 0.08 ? Math.floor(random.next() * 16) : 16 + Math.floor(60 * u * u) }
  return { sex, age: u < 0.12 ? 11 + Math.floor(random.next() * 7) : 17 + Math.floor(48 * u * u) }
}
