/**
 * Places on a sphere as seen from above their middle: a flat picture in which searches for near places can begin. A step never
 * looks longer than it is, and at most 1 / cos(angle from the middle) shorter; with the third coordinate distances are chords, exact.
 *
 * For places within one part of the world (below 90 degrees from their middle): an orthographic projection shows one side of a globe.
 */
/** lat, lng: degrees. Metres east and north of the middle of all places and along its axis, and the least cosine of the angle between a place and that middle. */
export function polarView(lat: ArrayLike<number>, lng: ArrayLike<number>, radius: number) {
  const n = lat.length
  const degree = Math.PI / 180
  let mx = 0
  let my = 0
  let mz = 0
  for (let i = 0; i < n; i++) {
    const across = Math.cos(lat[i] * degree)
    mx += across * Math.cos(lng[i] * degree)
    my += across * Math.sin(lng[i] * degree)
    mz += Math.sin(lat[i] * degree)
  }
  const lat0 = Math.atan2(mz, Math.hypot(mx, my))
  const lng0 = Math.atan2(my, mx)
  const east = new Float64Array(n)
  const north = new Float64Array(n)
  const up = new Float64Array(n)
  let leastCosine = 1
  for (let i = 0; i < n; i++) {
    const phi = lat[i] * degree
    const lambda = lng[i] * degree - lng0
    const across = Math.cos(phi) * Math.cos(lambda)
    const cosine = Math.sin(phi) * Math.sin(lat0) + across * Math.cos(lat0)
    east[i] = radius * Math.cos(phi) * Math.sin(lambda)
    north[i] = radius * (Math.sin(phi) * Math.cos(lat0) - across * Math.sin(lat0))
    up[i] = radius * cosine
    if (cosine < leastCosine) leastCosine = cosine
  }
  return { east, north, up, leastCosine }
}
