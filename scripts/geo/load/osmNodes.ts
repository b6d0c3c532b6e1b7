import type { Point } from './ground.ts'

/** Where the nodes of ways lie: 24 bytes a node, so that a county's millions fit beside everything else. First all ids are noted, then their places. */
export function createNodeBook() {
  let ids = new Float64Array(4096)
  let count = 0
  let lats = new Float64Array()
  let lngs = new Float64Array()

  const find = (id: number): number => {
    let [low, high] = [0, ids.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = ids[middle]!
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
  return {
    get noted() {
      return count
    },
    note(id: number) {
      if (count === ids.length) {
        const longer = new Float64Array(ids.length * 2)
        longer.set(ids)
        ids = longer
      }
      ids[count++] = id
    },
    /** No more ids; a node that many ways share is kept once. */
    seal() {
      const sorted = ids.subarray(0, count).sort()
      let kept = 0
      for (const id of sorted) if (kept === 0 || sorted[kept - 1] !== id) sorted[kept++] = id
      ids = sorted.slice(0, kept)
      lats = new Float64Array(kept).fill(NaN)
      lngs = new Float64Array(kept).fill(NaN)
    },
    place(id: number, { lat, lng }: Point) {
      const at = find(id)
      if (at < 0) return
      lats[at] = lat
      lngs[at] = lng
    },
    /** Those that the extract holds. */
    pointsOf: (refs: number[]): Point[] =>
      refs.map(find).filter((at) => at >= 0 && !Number.isNaN(lats[at]!)).map((at) => ({ lat: lats[at]!, lng: lngs[at]! })),
  }
}
