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
  [0.803582649718989942, 1.248397419617396099, 5.619958268523939882], [1.307747883455638156, 2.536945009877921159, 5.760339081714187279],
  [1.054751253523952054, -1.347517358900396623, 0.780213654393430055], [0.600191595538186799, -0.450603909469755746, 0.430469363979999913],
  [0.491715428198773866, 0.401988202911306943, 6.1302691233351114], [0.172745327415618701, 1.678146885280433686, 2.692877706530642877],
  [0.60592932157135069, 2.953923329812411617, 2.982963003477243874], [0.427370518328979641, -1.888876200336285401, 3.532912002790141181],
  [-0.079066118549212831, -0.733429513380867741, 3.494305004259568154], [-0.230961644455383637, 0.506495587332349035, 3.003214169499538391],
  [0.079066118549212831, 2.408163140208925497, 5.930472956509811562], [0.230961644455383637, -2.635097066257444203, 0.138378484090254847],
  [-0.172745327415618701, -1.463445768309359553, 0.448714947059150361], [-0.60592932157135069, -0.187669323777381622, 0.158629650112549365],
  [-0.427370518328979641, 1.252716453253507838, 5.891865957979238535], [-0.600191595538186799, 2.690988744120037492, 2.711123289609793325],
  [-0.491715428198773866, -2.739604450678486295, 3.294508837434268316], [-0.803582649718989942, -1.893195233972397139, 3.804819692245439833],
  [-1.307747883455638156, -0.60464764371187208, 3.664438879055192436], [-1.054751253523952054, 1.794075294689396615, 2.361378999196363184],
]

/** Distance of neighbouring middles at resolution 0, and the turn of odd resolutions (class III) against even ones. */
const SPACING_0 = 0.381966011250105
const CLASS_III_TURN = 0.33347317225183211533609

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
