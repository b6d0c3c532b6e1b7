// Tiles of cells: from the Arrow stream of the server to the few cells that are drawn.
import { tableFromIPC } from 'apache-arrow'
import { fetchTile } from '../api.ts'

export type TileCell = { cell: string; count: number | null; z: number | null; adjusted_p: number | null; state: string }

/** Every cell of a tile that says something: a zero that is not significant is dropped, being drawn as nothing. */
export function decodeTile(bytes: ArrayBuffer): TileCell[] {
  const table = tableFromIPC(new Uint8Array(bytes))
  const column = (name: string): { get(i: number): unknown } | null => table.getChild(name)
  const [cell, count, z, adjusted, state] = ['cell', 'count', 'z', 'adjusted_p', 'state'].map(column)
  const cells: TileCell[] = []
  for (let i = 0; i < table.numRows; i++) {
    const row: TileCell = {
      cell: String(cell?.get(i)),
      count: (count?.get(i) ?? null) as number | null,
      z: (z?.get(i) ?? null) as number | null,
      adjusted_p: (adjusted?.get(i) ?? null) as number | null,
      state: String(state?.get(i)),
    }
    if (row.state !== 'zero' || (row.adjusted_p !== null && row.adjusted_p <= 0.1)) cells.push(row)
  }
  return cells
}

export async function loadTile(run: string, index: { z: number; x: number; y: number }, signal?: AbortSignal): Promise<TileCell[]> {
  return decodeTile(await fetchTile(run, index, signal))
}
