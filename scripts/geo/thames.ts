// The coastline of our source stops where OpenStreetMap's stopped in 2017: at Hole Haven. Above it the tidal Thames would be
// land. This is a hand-drawn middle line with widths, from general knowledge, good to about 150 m: enough for a quiet base map
// and for telling the Essex bank from the Kent bank. It is not a survey.

/** Longitude, latitude, width in metres; downstream to upstream, from the sea to Tower Bridge. */
const MIDDLE: [number, number, number][] = [
  [0.512, 51.5032, 2120], [0.492, 51.4985, 1850], [0.475, 51.4935, 1650], [0.461, 51.485, 1500], [0.452, 51.474, 1350],
  [0.445, 51.464, 1250], [0.436, 51.4565, 1100], [0.42, 51.451, 950], [0.4, 51.449, 850], [0.375, 51.4488, 730],
  [0.355, 51.4492, 680], [0.338, 51.4525, 680], [0.327, 51.4595, 720], [0.319, 51.467, 700], [0.309, 51.4697, 560],
  [0.301, 51.465, 560], [0.294, 51.4575, 520], [0.284, 51.4548, 500], [0.27, 51.4585, 620], [0.2585, 51.4645, 680],
  [0.245, 51.4715, 680], [0.23, 51.4782, 680], [0.212, 51.4842, 680], [0.196, 51.485, 680], [0.181, 51.4872, 620],
  [0.166, 51.4945, 560], [0.155, 51.5035, 560], [0.139, 51.5105, 560], [0.115, 51.514, 560], [0.095, 51.511, 520],
  [0.08, 51.503, 500], [0.066, 51.4948, 440], [0.04, 51.4945, 440], [0.02, 51.497, 400], [0.009, 51.5015, 360],
  [0.003, 51.5068, 320], [-0.004, 51.5065, 320], [-0.006, 51.499, 340], [-0.003, 51.49, 340], [-0.01, 51.4842, 320],
  [-0.022, 51.4872, 300], [-0.028, 51.495, 300], [-0.031, 51.504, 280], [-0.042, 51.5085, 260], [-0.053, 51.5065, 250],
  [-0.061, 51.5025, 250], [-0.075, 51.5055, 240],
]
const M_PER_DEG_LAT = 111_250
const M_PER_DEG_LNG = 69_300 // at 51.5° N

/** One bank up and the other down, at half the width from the middle line. */
export function thames(): GeoJSON.Position[][] {
  const banks = [1, -1].map((side) =>
    MIDDLE.map(([lng, lat, width], i) => {
      const before = MIDDLE[Math.max(0, i - 1)]!
      const after = MIDDLE[Math.min(MIDDLE.length - 1, i + 1)]!
      const east = (after[0] - before[0]) * M_PER_DEG_LNG
      const north = (after[1] - before[1]) * M_PER_DEG_LAT
      const half = (side * width) / 2 / Math.hypot(east, north)
      return [lng - (north * half) / M_PER_DEG_LNG, lat + (east * half) / M_PER_DEG_LAT]
    }),
  )
  const ring = [...banks[0]!, ...banks[1]!.reverse()]
  return [[...ring, ring[0]!]]
}
