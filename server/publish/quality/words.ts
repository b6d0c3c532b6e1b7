const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

export const grouped = (n: number): string => n.toLocaleString('en-GB')

/** `64%`, `3.4%`, `less than 0.1%`: two figures that count, and never 0% of something. */
export const percent = (share: number): string => {
  const p = share * 100
  if (p > 0 && p < 0.1) return 'less than 0.1%'
  if (p === 0) return '0%'
  const text = p < 9.95 ? p.toFixed(1) : p.toFixed(0)
  // 99.7% is not all of it.
  return text === '100' && share < 1 ? '99.9%' : `${text}%`
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`

/** `March 2025` of `2025-03`. */
export const monthName = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`
export const monthShort = (month: string): string => `${MONTHS[Number(month.slice(5, 7)) - 1]?.slice(0, 3)} ${month.slice(0, 4)}`
/** `24 March 2025` of `2025-03-24`. */
export const dayName = (day: string): string => `${Number(day.slice(8, 10))} ${monthName(day.slice(0, 7))}`

/** `a, b and c` */
export const listed = (items: string[]): string => (items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? ''))

/** `(invented)` is said by the page and the letter as a whole. */
export const shortName = (organisation: string): string => organisation.replace(/\s*\(invented\)$/, '')
