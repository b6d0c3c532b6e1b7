/**
 * How surprising is a z-score? The two-sided tail probability of the standard normal.
 *
 *   p(z) = P(|Z| >= |z|) = 2 Phi(-|z|) = erfc(|z| / sqrt 2)
 *
 * The tail is computed directly, never as 1 - Phi(|z|), so p keeps about 15 correct digits out to |z| = 37.5. Beyond that p
 * is below 2.2e-308 and a double has fewer digits to give; from |z| = 38.6 on it is 0. Ranking by p therefore ends
 * there: rank by |z|.
 *
 * Assumes the statistic is normal under the null. With few neighbours and skewed counts it is not quite: far tails say
 * "extreme", not "one in 10^40".
 *
 * Source: W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969) 631-637, in the form
 * for the normal integral of his ANORM (SPECFUN, ACM TOMS 19 (1993) algorithm 715), the one that R's pnorm uses.
 */

const NEAR = 0.67448975; // beyond the quartile the tail is computed directly
const FAR = Math.sqrt(32);
const INV_SQRT_2PI = 0.3989422804014327;

/** Two-sided p of one z-score, 0..1; NaN gives NaN, an infinite z gives 0. */
export function twoSidedP(z: number): number {
  const y = Math.abs(z);
  if (y <= NEAR) return 1 - 2 * centralArea(y);
  if (y <= FAR) return middleTail(y);
  if (y < 40) return farTail(y);
  return Number.isNaN(z) ? NaN : 0;
}

/** Two-sided p of every z-score; same length, NaN where z is NaN. */
export function twoSidedPs(z: Float64Array): Float64Array {
  const p = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) p[i] = twoSidedP(z[i]);
  return p;
}

/** Phi(y) - 1/2 for 0 <= y <= 0.67. */
function centralArea(y: number): number {
  const s = y * y;
  const above =
    (((0.065682337918207449113 * s + 2.2352520354606839287) * s + 161.02823106855587881) * s + 1067.6894854603709582) * s +
    18154.981253343561249;
  const below =
    (((s + 47.20258190468824187) * s + 976.09855173777669322) * s + 10260.932208618978205) * s + 45507.789335026729956;
  return (y * above) / below;
}

/** 2 Phi(-y) for 0.67 < y <= sqrt 32. */
function middleTail(y: number): number {
  const above =
    (((((((1.0765576773720192317e-8 * y + 0.39894151208813466764) * y + 8.8831497943883759412) * y +
      93.506656132177855979) * y + 597.27027639480026226) * y + 2494.5375852903726711) * y + 6848.1904505362823326) * y +
      11602.651437647350124) * y + 9842.7148383839780218;
  const below =
    (((((((y + 22.266688044328115691) * y + 235.38790178262499861) * y + 1519.377599407554805) * y +
      6485.558298266760755) * y + 18615.571640885098091) * y + 34900.952721145977266) * y + 38912.003286093271411) * y +
    19685.429676859990727;
  return gaussian(y, (2 * above) / below);
}

/** 2 Phi(-y) for y > sqrt 32: the asymptotic 1/(y sqrt 2 pi) and its correction in 1/y^2. */
function farTail(y: number): number {
  const s = 1 / (y * y);
  const above =
    ((((0.02307344176494017303 * s + 0.21589853405795699) * s + 0.1274011611602473639) * s + 0.022235277870649807) * s +
      0.001421619193227893466) * s + 2.9112874951168792e-5;
  const below =
    ((((s + 1.28426009614491121) * s + 0.468238212480865118) * s + 0.0659881378689285515) * s + 0.00378239633202758244) * s +
    7.29751555083966205e-5;
  return gaussian(y, (2 * (INV_SQRT_2PI - (s * above) / below)) / y);
}

/**
 * exp(-y^2/2) * factor. Rounding y^2 alone would cost y^2/2 ulps in the exponential, so y is split at a sixteenth: the square
 * of the coarse part is exact.
 */
function gaussian(y: number, factor: number): number {
  const coarse = Math.trunc(y * 16) / 16;
  const rest = (y - coarse) * (y + coarse);
  return Math.exp(-0.5 * coarse * coarse) * (Math.exp(-0.5 * rest) * factor);
}
