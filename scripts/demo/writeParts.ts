import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Part } from '../../server/demo/demoFiles.ts'

const FULL = 65_536

/** Appends the pieces to their files as they come: in memory lie at most some 64 KB of each open file. Tells what was written. */
export function writeParts(out: string, parts: Iterable<Part>, onFile: (path: string) => void): { files: number; bytes: number; rows: number } {
  const open = new Map<string, { fd: number; pieces: string[]; size: number }>()
  let [files, bytes, rows] = [0, 0, 0]
  for (const { path, profile, text, done } of parts) {
    let file = open.get(path)
    if (!file) {
      mkdirSync(dirname(join(out, path)), { recursive: true })
      open.set(path, (file = { fd: openSync(join(out, path), 'w'), pieces: [], size: 0 }))
      files++
      if (profile) rows-- // the head is no row
    }
    if (profile && !(done && text !== '')) rows += lines(text)
    file.pieces.push(text)
    file.size += text.length
    if (done || file.size > FULL) {
      bytes += writeSync(file.fd, file.pieces.join(''))
      file.pieces = []
      file.size = 0
    }
    if (done) {
      closeSync(file.fd)
      open.delete(path)
      onFile(path)
    }
  }
  return { files, bytes, rows }
}

function lines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
