/** One line of CSV, quoted where it must be. Our invented cells hold no line breaks, so a row is a line. */
export const csvLine = (cells: readonly string[]): string => cells.map(cell).join(',')

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
