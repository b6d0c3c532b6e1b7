/**
 * Where records stand in a text that a parser reads ahead: the parser tells the byte at which a record ended, we tell the line on
 * which it began, its length, and, for the few that run over several lines, their bytes. Pieces must end with a line, but for the last.
 */
export const createLineTrack = (firstLine: number) => {
  const pieces: { start: number; bytes: Buffer }[] = []
  let written = 0
  let at = 0
  let line = firstLine

  const drop = (): void => {
    while (pieces.length > 0 && at >= pieces[0]!.start + pieces[0]!.bytes.length) pieces.shift()
  }
  const passEmptyLines = (): void => {
    for (drop(); pieces.length > 0; drop()) {
      const { start, bytes } = pieces[0]!
      const here = at - start
      if (bytes[here] === 10) at += 1
      else if (bytes[here] === 13 && bytes[here + 1] === 10) at += 2
      else return
      line++
    }
  }
  const slice = (end: number): Buffer =>
    Buffer.concat(pieces.filter(({ start }) => start < end).map(({ start, bytes }) => bytes.subarray(Math.max(0, at - start), end - start)))

  return {
    add: (bytes: Buffer): void => {
      pieces.push({ start: written, bytes })
      written += bytes.length
    },
    /** The line on which the record begins that has not ended yet. */
    line: (): number => {
      passEmptyLines()
      return line
    },
    /** `several`: the record's bytes when it holds line ends of its own. */
    recordUpTo: (end: number): { line: number; length: number; several: Buffer | null } => {
      passEmptyLines()
      const began = line
      const length = end - at
      const { start, bytes } = pieces[0]!
      const lineEnd = bytes.indexOf(10, at - start)
      const single = lineEnd < 0 ? pieces.length === 1 : start + lineEnd + 1 >= end
      const several = single ? null : slice(end)
      if (several) for (let i = several.indexOf(10); i >= 0; i = several.indexOf(10, i + 1)) line++
      else if (lineEnd >= 0) line++
      at = end
      return { line: began, length, several }
    },
  }
}
