import { gridDisk, latLngToCell } from 'h3-js'

/** Res-9 cells within k rings of a point. */
export const cellsWithin = (lat: number, lng: number, k: number): string[] => gridDisk(latLngToCell(lat, lng, 9), k)
