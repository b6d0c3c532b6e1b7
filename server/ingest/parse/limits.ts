// What a file may be. Everything here is a refusal with a reason, never a crash: far above what real extracts need, far below
// what a machine with 1 GB to spare cannot bear. Read by both processes: the service, and the one that unpacks.

const MB = 1024 ** 2

/** Rows handed on at a time, and the bytes of text they may hold: what judges a batch does so in one go. */
export const BATCH_ROWS = 2_000
export const BATCH_BYTES = 2 * MB

/** Characters; Excel's own limit for a cell is 32,767. A longer one is a fault of its row, not of the file. */
export const MAX_CELL = 32_768
/** Bytes of one row: what a quote that is never closed may swallow before it is told. */
export const MAX_RECORD = MB
export const MAX_LINE = MB
/** Text that a file may hold, packed or not: 1 M rows of 1 kB. */
export const MAX_TEXT = 1024 * MB
/** Rows by which the columns of a file are judged: more than half of them wrong is a wrong header or separator. */
export const JUDGED_ROWS = 1_000

/** Real CSV packs 5 to 30 times; a bomb a thousand times. */
export const MAX_GZIP_RATIO = 100
/** Bytes that may come out before the ratio is looked at: a bomb smaller than that is none. */
export const GZIP_FREE = 256 * 1024

/** A workbook is held in memory, packed; so is XML, which is read twice. A year of one hospital has some 5 MB. */
export const MAX_XLSX = 50 * MB
export const MAX_XML = 100 * MB
/** A workbook has some 10 parts and one for each sheet, picture and chart. */
export const MAX_ENTRIES = 200
export const MAX_ENTRY = 200 * MB
/** Sheets pack 10 to 30 times. Parts below MIN_FOR_RATIO can do no harm and may be anything. */
export const MAX_ZIP_RATIO = 100
export const MIN_FOR_RATIO = MB
export const MAX_SHARED_STRINGS = 2_000_000
export const MAX_SHARED_TEXT = 150 * MB

export const MAX_ROWS = 1_000_000
/** Cells written out, the empty ones that make up a row included. */
export const MAX_CELLS = 50_000_000
/** For each cell with something in it so many empty ones, and a million for nothing: a row of one cell may claim 16,384. */
export const MAX_EMPTY_RATIO = 100
export const EMPTY_CELLS_FREE = 1_000_000
export const MAX_XML_DEPTH = 20
/** Kinds of element by their path: a schema has dozens. */
export const MAX_XML_PATHS = 5_000

/** The process that unpacks: its heap (V8's own limit, MB), and all its memory, which it watches itself so that it stays below 512 MB (bytes). */
export const CHILD_HEAP_MB = 288
export const CHILD_RSS = 480 * MB
/** How long we wait for the next bytes while we want them, ms: with starting and reading a file is refused within 10 s. */
export const CHILD_PATIENCE = 8_000
/** Until it has started, ms: half a second of work, but a busy machine may have twenty other things to do first. */
export const CHILD_START = 30_000
/** Files that are unpacked at the same time, each with its memory; others wait for their turn. */
export const MAX_UNPACKERS = 3
