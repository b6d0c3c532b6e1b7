import { Problem } from './problem.ts'

/** One at a time, in the order of asking: many at once would only hold each other's connections and memory. */
export const createTurns = (limit: number, what: string) => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    take<T>(work: () => Promise<T>): Promise<T> {
      if (waiting >= limit) throw new Problem(503, 'busy', 'Too much at once', `${limit} ${what} are waiting for their turn: ask again in a moment. Nothing was changed.`)
      waiting++
      const mine = last.then(work, work).finally(() => waiting--)
      last = mine.catch(() => {})
      return mine
    },
    busy: (): boolean => waiting > 0,
  }
}
