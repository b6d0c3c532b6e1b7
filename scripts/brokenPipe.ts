/** `command | head` closes our output early: the work goes on to its end, unheard, instead of dying half-way. */
export const outliveBrokenPipe = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
