import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomial, createRandom, seedOf } from '../../server/demo/random.ts'

test('binomial draws have the mean and variance of their law', () => {
  for (const [n, p] of [[10, 0.3], [50, 0.02], [5_000, 0.001], [5_000, 0.999], [40_000, 0.01], [300, 0.5], [1_000, 0.01]] as const) {
    const random = createRandom(7)
    const draws = Array.from({ length: 4_000 }, () => binomial(n, p, random))
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws.length - 1)
    const expected = n * p * (1 - p)
    expect(Math.abs(mean - n * p), `mean of ${n}, ${p}`).toBeLessThan(4.5 * Math.sqrt(expected / draws.length))
    expect(Math.abs(variance / expected - 1), `variance of ${n}, ${p}`).toBeLessThan(0.15)
  }
})

test('binomial draws stay within their bounds', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer(), (n, p, seed) => {
    const drawn = binomial(n, p, createRandom(seed))
    expect(Number.isInteger(drawn) && drawn >= 0 && drawn <= n).toBe(true)
    expect([binomial(n, 0, createRandom(seed)), binomial(n, 1, createRandom(seed))]).toEqual([0, n])
  }))
})

test('parts of the work have seeds of their own', () => {
  const seeds = new Set(Array.from({ length: 50 }, (_, seed) => ['world', 'facts', 'ecds', 'followers'].map((part) => seedOf(seed, part))).flat())
  expect(seeds.size).toBe(200)
})
