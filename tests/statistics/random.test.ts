import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom, shuffle } from '../../server/statistics/random.ts'
import { misfitOfOrders } from './support.ts'

const draws = (seed: number, stream: number, n: number): number[] => {
  const random = createRandom(seed, stream)
  return Array.from({ length: n }, random.next)
}

describe('seeded randomness', () => {
  it('is the same for the same seed and stream, and another for any other', () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (seed, stream) => {
      expect(draws(seed, stream, 8)).toEqual(draws(seed, stream, 8))
      expect(draws(seed, stream, 4)).not.toEqual(draws(seed, stream + 1, 4))
      expect(draws(seed, stream, 4)).not.toEqual(draws(seed + 1, stream, 4))
    }))
  })

  it('is uniform, and streams do not go together', () => {
    const n = 100_000
    const [one, two] = [draws(7, 1, n), draws(7, 2, n)]
    const bins = Array.from({ length: 20 }, () => 0)
    for (const x of one) bins[Math.floor(x * 20)]!++
    const chi = bins.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0)
    expect(chi).toBeLessThan(43.8) // 0.1 % of chi-squared, 19 degrees
    const together = one.reduce((sum, x, i) => sum + (x - 0.5) * (two[i]! - 0.5), 0) / n / (1 / 12)
    expect(Math.abs(together)).toBeLessThan(4 / Math.sqrt(n))
    // the first number of many streams is as uniform as many numbers of one
    const firsts = Array.from({ length: n }, (_, stream) => createRandom(7, stream).next())
    expect(Math.abs(firsts.reduce((sum, x) => sum + x, 0) / n - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n))
  })

  it('draws normal numbers with mean 0 and variance 1', () => {
    const random = createRandom(3)
    const n = 100_000
    let [sum, squares] = [0, 0]
    for (let i = 0; i < n; i++) {
      const x = random.normal()
      sum += x
      squares += x * x
    }
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n))
    expect(Math.abs(squares / n - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
  })

  it('shuffles into every order equally often', () => {
    expect(misfitOfOrders(shuffle)).toBeLessThan(49.7) // 0.1 %, 23 degrees
  })

  it('draws whole numbers below n', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(), (n, seed) => {
      const random = createRandom(seed)
      for (let i = 0; i < 50; i++) expect(random.below(n)).toBeLessThan(n)
    }))
  })
})
