import { latLngToCell } from 'h3-js'

/** The finest resolution that anonymised snap points bear: finer would claim a precision that was taken away on purpose. */
export const SNAP_POINT_RESOLUTION = 9

/**
 * Index of a WGS84 point. Index once at the finest resolution the data bear; coarser ones only by cellToParent. For points one at a time,
 * as at ingest: h3-js takes 1.5 µs of a row's 70, and a table of cells by name gained nothing below a million points. Columns of
 * points go to faceGrid.ts.
 */
export const cellOfPoint = (lat: number, lng: number, resolution: number): string => latLngToCell(lat, lng, resolution)

/** H3 index as the decimal text of a signed 64-bit integer: what PostgreSQL's bigint takes and gives. */
export const cellToBigint = (cell: string): string => BigInt(`0x${cell}`).toString()

export const cellFromBigint = (text: string): string => BigInt(text).toString(16)
