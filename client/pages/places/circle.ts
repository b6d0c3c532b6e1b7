// A circle on the globe as a polygon: maplibre's own circles are pixels, ours are metres.
type Disc = { lat: number; lng: number; radiusM: number }

const M_PER_DEG = 111_195 // on a sphere of 6,371 km
const STEPS = 64

const degrees = ({ lat, radiusM }: Disc): { north: number; east: number } => {
  const north = radiusM / M_PER_DEG
  return { north, east: north / Math.cos((lat * Math.PI) / 180) }
}

export function circle(disc: Disc): GeoJSON.Polygon {
  const { north, east } = degrees(disc)
  const ring = Array.from({ length: STEPS }, (_, i): [number, number] => {
    const angle = (i / STEPS) * 2 * Math.PI
    return [disc.lng + east * Math.cos(angle), disc.lat + north * Math.sin(angle)]
  })
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as [number, number]]] }
}

/** West, south, east, north of all of them; null without any. */
export function boundsOf(discs: Disc[]): [number, number, number, number] | null {
  if (discs.length === 0) return null
  const boxes = discs.map((disc) => ({ ...disc, ...degrees(disc) }))
  return [
    Math.min(...boxes.map((box) => box.lng - box.east)), Math.min(...boxes.map((box) => box.lat - box.north)),
    Math.max(...boxes.map((box) => box.lng + box.east)), Math.max(...boxes.map((box) => box.lat + box.north)),
  ]
}
