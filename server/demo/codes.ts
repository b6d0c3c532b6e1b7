import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

type CodeRow = { code: string; match: string; field: string; value: string; label: string }
const LISTS = ['istv-method', 'istv-place-type', 'ecds-intent', 'ecds-mechanism', 'ecds-place-type', 'ecds-acuity', 'ecds-arrival-mode', 'ampds-determinant', 'home-office-class', 'police-location-type'] as const
export type ListName = (typeof LISTS)[number]

/** The service's own code lists, read the other way round: what a service types for a meaning. */
export type Codes = {
  /** codes of a list that mean this; never empty */
  of: (list: ListName, field: string, value: string, match?: string) => readonly string[]
  /** those of some codes that the list knows, with their labels; never empty */
  known: (list: ListName, codes: readonly string[]) => readonly { code: string; label: string }[]
}

/** Reads the lists from geo-data/reference. */
export function readCodes(dir: string): Codes {
  const lists = new Map<string, CodeRow[]>(LISTS.map((name) => [name, parse(readFileSync(join(dir, `${name}.csv`)), { columns: true, bom: true })]))
  const found = new Map<string, readonly string[]>()
  const labels = new Map<string, readonly { code: string; label: string }[]>()
  const remember = <T>(memory: Map<string, readonly T[]>, key: string, find: () => T[]): readonly T[] => {
    let items = memory.get(key)
    if (!items) {
      items = find()
      if (items.length === 0) throw new Error(`the demo county finds no code for ${key}`)
      memory.set(key, items)
    }
    return items
  }
  return {
    of: (list, field, value, match) =>
      remember(found, `${list} ${field} ${value} ${match ?? ''}`, () =>
        lists.get(list)!.filter((row) => row.field === field && row.value === value && (match === undefined || row.match === match)).map(({ code }) => code)),
    known: (list, codes) =>
      remember(labels, `${list} ${codes.join(' ')}`, () =>
        codes.flatMap((code) => lists.get(list)!.filter((row) => row.code === code).slice(0, 1).map((row) => ({ code, label: row.label })))),
  }
}
