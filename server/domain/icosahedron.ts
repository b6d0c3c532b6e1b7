/**
 * The planes on which H3 lays its hexagons. H3 projects the Earth (as a sphere) from its centre onto the twenty faces of an
 * icosahedron; on each face the cells of a resolution are a regular hexagonal lattice. So on one face all of H3 is one gnomonic
 * projection, and what is left is a rounding to the lattice.
 *
 * Lattice coordinates here are q = 2i - j and r = 2j - i of H3's axial i, j (axes 120° apart): every edge of every cell lies on a line
 * where q, r or q + r is a whole number, and so do the spokes from a cell's middle to its corners.
 *
 * Source of the constants: H3 (Apache-2.0), src/h3lib/lib/faceijk.c, the middle of each face and the azimuth of its i axis, radians.
 */
type Vector = readonly [number, number, number]

/** One face at one resolution. q and r of a direction v on the unit sphere: (q · v) / (centre · v) and (r · v) / (centre · v). */
export type FacePlane = {
  readonly face: number
  readonly resolution: number
  readonly centre: Vector
  readonly q: Vector
  readonly r: Vector
  /** Radians between the middles of neighbouring cells at the face's own middle, where they are largest. */
  readonly spacing: number
}

const FACES: readonly Vector[] = [
  // latitude, longitude, azimuth of the i axis
  [0.80358264971899, 1.2483974196173961, 5.6199582685239395], [1.3077478834556382, 2.5369450098779214, 5.7603390817141875],
  [1.054751253523952, -1.3475173589003966, 0.78021365439343], [0.6001915955381868, -0.45060390946975576, 0.4304693639799999],
  [0.49171542819877384, 0.40198820291130694, 6.130269123335111], [0.1727453274156187, 1.6781468852804338, 2.692877706530643],
  [0.6059293215713507, 2.9539233298124117, 2.982963003477244], [0.42737051832897965, -1.8888762003362853, 3.532912002790141],
  [-0.07906611854921283, -0.7334295133808677, 3.494305004259568], [-0.23096164445538364, 0.506495587332349, 3.0032141694995382],
  [0.07906611854921283, 2.4081631402089254, 5.930472956509812], [0.23096164445538364, -2.635097066257444, 0.13837848409025486],
  [-0.1727453274156187, -1.4634457683093596, 0.4487149470591504], [-0.6059293215713507, -0.18766932377738163, 0.15862965011254937],
  [-0.42737051832897965, 1.2527164532535078, 5.891865957979238], [-0.6001915955381868, 2.6909887441200375, 2.711123289609793],
  [-0.49171542819877384, -2.7396044506784865, 3.294508837434268], [-0.80358264971899, -1.8931952339723972, 3.80481969224544],
  [-1.3077478834556382, -0.6046476437118721, 3.6644388790551923], [-1.054751253523952, 1.7940752946893965, 2.361378999196363],
]

/** Distance of neighbouring middles at resolution 0, and the turn of odd resolutions (class III) against even ones. */
const SPACING_0 = 0.381966011250105
const CLASS_III_TURN = 0.3334731722518321

export const RADIANS = Math.PI / 180

/** The direction of a latitude and longitude in radians, a unit vector. */
export const directionOf = (lat: number, lng: number): Vector => [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)]

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

export const FACE_CENTRES: readonly Vector[] = FACES.map(([lat, lng]) => directionOf(lat, lng))

/** The face that H3 projects a direction on: the one with the nearest middle. */
export function nearestFace(point: Vector): number {
  let best = 0
  let most = -Infinity
  FACE_CENTRES.forEach((centre, face) => {
    const near = dot(centre, point)
    if (near > most) [most, best] = [near, face]
  })
  return best
}

export function facePlane(face: number, resolution: number): FacePlane {
  const [lat, lng, iAxis] = FACES[face]!
  const azimuth = resolution % 2 === 1 ? iAxis - CLASS_III_TURN : iAxis
  const north: Vector = [-Math.sin(lat) * Math.cos(lng), -Math.sin(lat) * Math.sin(lng), Math.cos(lat)]
  const east: Vector = [-Math.sin(lng), Math.cos(lng), 0]
  const spacing = SPACING_0 / 7 ** (resolution / 2)
  const along = (axis: number, a: number, b: number): number => (north[axis]! * a + east[axis]! * b) / spacing
  // x along the i axis, y a quarter turn to the left of it; i = x + y/√3, j = 2y/√3.
  const x = (axis: number): number => along(axis, Math.cos(azimuth), Math.sin(azimuth))
  const y = (axis: number): number => along(axis, Math.sin(azimuth), -Math.cos(azimuth))
  const q = (axis: number): number => 2 * x(axis)
  const r = (axis: number): number => Math.sqrt(3) * y(axis) - x(axis)
  return { face, resolution, centre: FACE_CENTRES[face]!, q: [q(0), q(1), q(2)], r: [r(0), r(1), r(2)], spacing }
}

/** Lattice coordinates q, r of a direction. */
export function project({ centre, q, r }: FacePlane, point: Vector): [q: number, r: number] {
  const depth = dot(centre, point)
  return [dot(q, point) / depth, dot(r, point) / depth]
}

/** Axial i, j of the cell that holds q, r: where the floors of q, r and q + r name a triangle, this names its hexagon. */
export function cellAt(q: number, r: number): [i: number, j: number] {
  const p = Math.floor(q + r) + 2
  return [Math.floor((p + Math.floor(q)) / 3), Math.floor((p + Math.floor(r)) / 3)]
}
