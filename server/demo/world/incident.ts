import type { Method, Severity } from '../../contract/vocabulary.ts'
import type { Random } from '../random.ts'
import { drawVictim, type Victim } from './people.ts'
import { SEVERITY_BY_METHOD, severityAt, type WorldSetting } from './settings.ts'
import type { Where } from './spots.ts'

/** What truly happened. */
export type Incident = Where & {
  /** in order of time, from 1 */
  n: number
  /** minutes since 1970, UTC */
  at: number
  setting: WorldSetting
  method: Method
  severity: Severity
  victims: Victim[]
  hotspot: string
  origin: 'base' | 'near-repeat' | 'retaliation'
  cause: Incident | null
}
export function drawSeverity(method: Method, random: Random): Severity {
  let mark = random.next()
  const chances = SEVERITY_BY_METHOD[method]
  let i = 0
  while (i < chances.length - 1 && mark >= chances[i]!) mark -= chances[i++]!
  return severityAt(i)
}

export function drawVictims(setting: WorldSetting, more: number, random: Random): Victim[] {
  const victims = [drawVictim(setting, random)]
  while (victims.length < 5 && random.next() < more) victims.push(drawVictim(setting, random))
  return victims
}
