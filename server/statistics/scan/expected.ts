/**
 * How many cases were to be expected where, and when, if everybody ran the same risk? For the Poisson scan.
 *
 *   plain:      expected_it = C * exposure_it / sum of exposure             exposure: people at risk times time
 *   adjusted:   expected_it = sum over categories k of  C_k * exposure_kit / sum of exposure_k      (indirect standardisation)
 *
 * Category k is a group by age, sex or the like for which cases and people are both known; C_k its cases. What differs by category
 * alone is then expected and no longer found as a cluster. Population is known on some dates: between two dates it is a
 * straight line, before the first and after the last it stays.
 *
 * Do not adjust for what lies on the road from place to harm (deprivation, say) when the question is where to act.
 * Source: Kulldorff, SaTScan user guide, "Covariate adjustments", "Population file".
 */

/**
 * Exposure in each interval, population times time, from the population on given dates.
 * dates: ascending, in any unit of time; population: one per date; bounds: T + 1 ascending times, interval t from bounds[t] to bounds[t + 1].
 */
export function exposureBetween(
  dates: ArrayLike<number>,
  population: ArrayLike<number>,
  bounds: ArrayLike<number>,
): Float64Array {
  const n = dates.length
  if (n === 0) throw new RangeError('dates: a population needs at least one')
  if (population.length !== n) throw new RangeError(`${population.length} populations on ${n} dates`)
  for (let k = 1; k < n; k++) if (!(dates[k] > dates[k - 1])) throw new RangeError('dates are not ascending')
  const exposure = new Float64Array(Math.max(0, bounds.length - 1))
  for (let t = 0; t < exposure.length; t++) {
    if (!(bounds[t + 1] > bounds[t])) throw new RangeError('bounds are not ascending')
    exposure[t] = integral(dates, population, bounds[t], bounds[t + 1])
  }
  return exposure
}

function integral(dates: ArrayLike<number>, population: ArrayLike<number>, from: number, to: number): number {
  const last = dates.length - 1
  let sum = population[0] * Math.max(0, Math.min(to, dates[0]) - from)
  for (let k = 0; k < last; k++) {
    const start = Math.max(from, dates[k])
    const end = Math.min(to, dates[k + 1])
    if (!(end > start)) continue
    const slope = (population[k + 1] - population[k]) / (dates[k + 1] - dates[k])
    // A straight line times its length is its height in the middle.
    sum += (population[k] + slope * ((start + end) / 2 - dates[k])) * (end - start)
  }
  return sum + population[last] * Math.max(0, to - Math.max(from, dates[last]))
}

/**
 * Expected cases by indirect standardisation: same shape as one category's exposure.
 * exposure: per category, any number of cells each (all the same); cases: per category. RangeError where a category has cases and no exposure.
 */
export function standardisedExpected(exposure: readonly ArrayLike<number>[], cases: ArrayLike<number>): Float64Array {
  if (exposure.length !== cases.length) throw new RangeError(`${exposure.length} exposures for cases of ${cases.length} categories`)
  const expected = new Float64Array(exposure[0]?.length ?? 0)
  exposure.forEach((cells, k) => {
    if (cells.length !== expected.length) throw new RangeError(`exposure of category ${k} has ${cells.length} cells, not ${expected.length}`)
    let sum = 0
    for (let i = 0; i < cells.length; i++) sum += cells[i]
    if (cases[k] > 0 && !(sum > 0)) throw new RangeError(`category ${k} has ${cases[k]} cases and no exposure`)
    if (!(cases[k] > 0)) return
    for (let i = 0; i < cells.length; i++) expected[i] += (cases[k] * cells[i]) / sum
  })
  return expected
}
