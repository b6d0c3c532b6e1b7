// The cells of a run as deck.gl layers.
import { H3HexagonLayer, TileLayer } from '@deck.gl/geo-layers'
import { PathLayer } from '@deck.gl/layers'
import { cellToBoundary } from 'h3-js'
import type { Run } from '../../server/contract/results.ts'
import type { Measure } from '../state.ts'
import { CELLS_BELOW } from './baseStyle.ts'
import { scaleFor } from './scales.ts'
import type { Rgb, Scale, Theme } from './scales.ts'
import { loadTile } from './tileCells.ts'
import type { TileCell } from './tileCells.ts'
import { MAX_TILE_ZOOM, MIN_TILE_ZOOM, drawnResolution, finestResolution } from './zoom.ts'

const OPACITY = 0.78
const INK: Record<Theme, Rgb> = { light: [70, 80, 90], dark: [170, 182, 194] }

export type CellLayerOptions = {
  run: Run
  measure: Measure
  theme: Theme
  /** Grows when the reader asks to try again: a new layer asks for its tiles anew. */
  attempt: number
  onTile: (cells: TileCell[]) => void
  onLoaded: () => void
  onError: (error: unknown) => void
}

/** The level of a run that is drawn at a zoom, and its scale. */
export function scaleAt(run: Run, measure: Measure, theme: Theme, zoom: number): Scale {
  const resolution = drawnResolution(zoom, finestResolution(run.levels))
  const level = run.levels.find((one) => one.resolution === resolution)
  return scaleFor(measure, level ?? { countBreaks: [], maxCount: 0 }, theme)
}

export function cellLayer(options: CellLayerOptions): TileLayer<TileCell[]> {
  const { run, measure, theme, attempt } = options
  return new TileLayer<TileCell[]>({
    // A layer id never stands for two things: deck.gl draws stale cells otherwise (visgl/deck.gl #3967).
    id: `cells-${run.id}-${measure}-${theme}-${attempt}`,
    ...({ beforeId: CELLS_BELOW } as object),
    minZoom: MIN_TILE_ZOOM,
    maxZoom: MAX_TILE_ZOOM,
    // deck rounds the zoom to choose a tile; half a level less makes that the floor, which is the server's table.
    zoomOffset: -0.5,
    tileSize: 512,
    refinementStrategy: 'no-overlap',
    maxRequests: 6,
    getTileData: async ({ index, signal }) => {
      const cells = await loadTile(run.id, index, signal)
      options.onTile(cells)
      return cells
    },
    onTileError: (error) => options.onError(error),
    onViewportLoad: () => options.onLoaded(),
    renderSubLayers: (props) => {
      const scale = scaleAt(run, measure, theme, props.tile.index.z)
      const cells = props.data ?? []
      const filled = cells.filter((cell) => scale.classOf(cell) !== null)
      const hatched = cells.filter((cell) => cell.state === 'suppressed')
      const empty = cells.filter((cell) => cell.state === 'no-data')
      return [
        new H3HexagonLayer<TileCell>({
          id: `${props.id}-filled`,
          data: filled,
          // The fast way draws one hexagon many times and shows gaps over a county (visgl/deck.gl #7251).
          highPrecision: true,
          extruded: false,
          stroked: false,
          opacity: OPACITY,
          getHexagon: (cell) => cell.cell,
          getFillColor: (cell) => scale.classOf(cell)?.colour ?? [0, 0, 0, 0],
        }),
        strokes(`${props.id}-hatched`, hatched.flatMap((cell) => hatch(cell.cell)), theme, 1),
        strokes(`${props.id}-empty`, empty.map((cell) => ring(cell.cell)), theme, 1),
      ]
    },
  })
}

function strokes(id: string, paths: [number, number][][], theme: Theme, width: number): PathLayer<[number, number][]> | null {
  if (paths.length === 0) return null
  return new PathLayer({ id, data: paths, getPath: (path) => path, getColor: INK[theme], getWidth: width, widthUnits: 'pixels' })
}

function ring(cell: string): [number, number][] {
  return cellToBoundary(cell, true) as [number, number][]
}

/** Five parallel lines across a cell, between the two chains of its corners. */
export function hatch(cell: string): [number, number][][] {
  const corners = cellToBoundary(cell, true) as [number, number][]
  const at = (i: number): [number, number] => corners[(i + corners.length) % corners.length] as [number, number]
  const between = (i: number, j: number): [number, number] => [(at(i)[0] + at(j)[0]) / 2, (at(i)[1] + at(j)[1]) / 2]
  return [
    [at(0), at(1)],
    [between(0, -1), between(1, 2)],
    [at(-1), at(2)],
    [between(-1, -2), between(2, 3)],
    [at(-2), at(3)],
  ]
}
