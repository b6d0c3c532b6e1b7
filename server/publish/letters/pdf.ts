import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { Released } from '../release.ts'
import { CHART, CHART_TEXT, chartMarks } from './chart.ts'
import type { Mark } from './chart.ts'
import type { Letter } from './content.ts'

type Doc = InstanceType<typeof PDFDocument>

// Points. A4 with margins of 20 mm; the foot has a place of its own.
const PAGE = { width: 595.28, height: 841.89, side: 56, top: 34 }
const WIDTH = PAGE.width - 2 * PAGE.side
const FOOT = PAGE.height - 46
const INK = '#18212a'
const QUIET = '#4a5661'
const LINE = '#8a96a2'
const BAND = '#c9d6e2'
const DATA = '#1f4e79'
/** Letters are as large as one page allows, within reason. */
const SIZES = [9.6, 9.1, 8.6, 8.1, 7.6]

const require = createRequire(import.meta.url)
const font = (name: string) => {
  let bytes: Buffer | null = null
  return (): Buffer => (bytes ??= readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)))
}
const regular = font('DejaVuSansCondensed')
const bold = font('DejaVuSansCondensed-Bold')

const begin = (letter: Letter): Doc => {
  const doc = new PDFDocument({
    size: 'A4', margins: { top: PAGE.top, bottom: 0, left: PAGE.side, right: PAGE.side },
    pdfVersion: '1.7', subset: 'PDF/UA', tagged: true, lang: 'en-GB', displayTitle: true,
    // The same content gives the same bytes: the file's id is made from these, and no clock is asked.
    info: { Title: letter.documentTitle, Author: letter.from.replace(/^From /, ''), Subject: letter.marking, CreationDate: new Date(`${letter.date}T12:00:00Z`) },
  } as object) // the types do not know PDF/UA yet
  doc.registerFont('regular', regular())
  doc.registerFont('bold', bold())
  return doc
}

/** Lines that only decorate: readers of the page aloud are not told of them. */
const artifact = (doc: Doc, draw: () => void): void => {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.save()
  draw()
  doc.restore()
  doc.endMarkedContent()
}

const drawMark = (doc: Doc, mark: Mark, left: number, top: number): void => {
  const at = ([x, y]: [number, number]): [number, number] => [left + x, top + y]
  switch (mark.kind) {
    case 'band':
      doc.polygon(...mark.points.map(at)).fillColor(BAND).fill()
      return
    case 'line': {
      mark.points.map(at).forEach(([x, y], i) => (i === 0 ? doc.moveTo(x, y) : doc.lineTo(x, y)))
      doc.lineWidth(1.4).strokeColor(DATA).stroke()
      return
    }
    case 'dot':
      doc.circle(...at(mark.at), 1.8).fillColor(DATA).fill()
      return
    case 'rule':
      doc.moveTo(...at(mark.from)).lineTo(...at(mark.to)).lineWidth(mark.role === 'grid' ? 0.4 : 0.8).strokeColor(mark.role === 'median' ? INK : LINE)
      if (mark.role === 'median') doc.dash(3, { space: 2 })
      doc.stroke().undash()
      return
    case 'text': {
      doc.font(mark.role === 'value' ? 'bold' : 'regular').fontSize(CHART_TEXT).fillColor(mark.role === 'value' ? DATA : QUIET)
      const wide = doc.widthOfString(mark.text)
      const [x, y] = at(mark.at)
      doc.text(mark.text, x - (mark.anchor === 'end' ? wide : mark.anchor === 'middle' ? wide / 2 : 0), y - CHART_TEXT * 0.93, { lineBreak: false })
    }
  }
}

/** Writes the page; returns where the text ended. */
const write = (doc: Doc, letter: Letter, size: number): number => {
  const root = doc.struct('Document')
  doc.addStructure(root)
  const gap = size * 0.62
  const part = (tag: string, draw: () => void, parent = root): void => void parent.add(doc.struct(tag, {}, draw))
  const style = (name: 'regular' | 'bold', points: number, colour = INK): Doc => doc.font(name).fontSize(points).fillColor(colour)
  const lines = { width: WIDTH, lineGap: size * 0.16 }
  const para = (text: string, tag = 'P'): void => {
    part(tag, () => style('regular', size).text(text, PAGE.side, doc.y, lines))
    doc.y += gap
  }
  const heading = (text: string): void => {
    part('H2', () => style('bold', size + 1.2).text(text, PAGE.side, doc.y, { width: WIDTH }))
    doc.y += gap * 0.5
  }

  doc.y = PAGE.top
  part('P', () => style('bold', 8.5).text(letter.marking, PAGE.side, doc.y, { width: WIDTH, align: 'center', characterSpacing: 0.6 }))
  if (letter.invented) part('P', () => style('bold', 8.5, '#7a4a00').text(letter.invented ?? '', PAGE.side, doc.y + 2, { width: WIDTH, align: 'center' }))
  doc.y += 10
  const head = doc.y
  part('P', () => style('regular', size).text(letter.from, PAGE.side, head, { width: WIDTH - 120 }))
  part('P', () => style('regular', size).text(letter.dateWritten, PAGE.side + WIDTH - 120, head, { width: 120, align: 'right' }))
  part('P', () => style('regular', size).text(letter.to, PAGE.side, doc.y + 1, { width: WIDTH }))
  doc.y += gap * 1.3
  part('H1', () => style('bold', size + 3.6).text(letter.title, PAGE.side, doc.y, { width: WIDTH }))
  doc.y += gap
  for (const text of [letter.greeting, ...letter.opening]) para(text)

  doc.y += gap * 0.4
  heading(letter.helpsTitle)
  letter.helps.forEach((help, i) => {
    part('P', () => {
      style('bold', size).text(`${i + 1}. ${help.heading}. `, PAGE.side, doc.y, { ...lines, continued: true })
      style('regular', size).text(help.text, lines)
    })
    part('P', () => {
      style('regular', size, QUIET).text('Instead of  ', PAGE.side + 16, doc.y + 1.5, { ...lines, width: WIDTH - 16, continued: true })
      style('regular', size, INK).text(`“${help.instead}”`, { continued: true })
      style('regular', size, QUIET).text('  please write  ', { continued: true })
      style('bold', size, INK).text(`“${help.write}”`)
    })
    doc.y += gap
  })

  const { chart } = letter
  if (chart) {
    doc.y += gap * 0.4
    heading(chart.title)
    const top = doc.y
    const bbox = [PAGE.side, top, PAGE.side + CHART.width, top + CHART.height]
    root.add(doc.struct('Figure', { alt: chart.described, bbox } as object, () => {
      for (const mark of chartMarks(chart)) drawMark(doc, mark, PAGE.side, top)
    }))
    doc.y = top + CHART.height + 2
    part('P', () => style('regular', size - 1.4, QUIET).text(chart.note, PAGE.side, doc.y, { width: WIDTH }))
    doc.y += gap
  }

  heading(letter.table.title)
  table(doc, root, letter.table, size - 0.6)
  doc.y += gap
  part('P', () => style('regular', size - 1.2, QUIET).text(letter.counted, PAGE.side, doc.y, { width: WIDTH, lineGap: 0.8 }))
  doc.y += gap * 0.8
  para(letter.closing)
  const end = doc.y

  artifact(doc, () => doc.moveTo(PAGE.side, FOOT - 4).lineTo(PAGE.side + WIDTH, FOOT - 4).lineWidth(0.5).strokeColor(LINE).stroke())
  const foot = { lineBreak: false, width: WIDTH }
  part('P', () => style('regular', 7.2, QUIET).text(letter.foot.data, PAGE.side, FOOT, foot))
  part('P', () => style('regular', 7.2, QUIET).text(letter.foot.page, PAGE.side + WIDTH - doc.widthOfString(letter.foot.page), FOOT, { lineBreak: false }))
  part('P', () => style('bold', 8.5).text(letter.marking, PAGE.side, FOOT + 13, { width: WIDTH, align: 'center', characterSpacing: 0.6 }))
  root.end()
  return end
}

const table = (doc: Doc, root: PDFKit.PDFStructureElement, { columns, rows }: Letter['table'], size: number): void => {
  const xs = [0, WIDTH * 0.46, WIDTH * 0.65, WIDTH * 0.84].map((x) => PAGE.side + x)
  const widths = xs.map((x, i) => (xs[i + 1] ?? PAGE.side + WIDTH) - x - 6)
  const element = doc.struct('Table')
  root.add(element)
  const high = size * 1.42
  for (const [r, row] of [columns, ...rows].entries()) {
    const y = doc.y
    const tr = doc.struct('TR')
    element.add(tr)
    row.forEach((text, i) => {
      const head = r === 0 || i === 0
      // A corner without words is a cell like others.
      tr.add(doc.struct(head && text ? 'TH' : 'TD', (head && text ? { scope: r === 0 ? 'Column' : 'Row' } : {}) as object, () => {
        doc.font(r === 0 ? 'bold' : 'regular').fontSize(size).fillColor(r === 0 ? QUIET : INK)
        doc.text(text, xs[i] ?? PAGE.side, y, { width: widths[i] ?? 60, height: high, ellipsis: true, lineBreak: false })
      }))
    })
    tr.end()
    artifact(doc, () => doc.moveTo(PAGE.side, y + high - 1.5).lineTo(PAGE.side + WIDTH, y + high - 1.5).lineWidth(r === 0 ? 0.8 : 0.3).strokeColor(LINE).stroke())
    doc.y = y + high
  }
  element.end()
}

/** One A4 page, tagged (PDF/UA), fonts inside; the same letter gives the same bytes. */
export const letterPdf = async (letter: Released<Letter>): Promise<Uint8Array> => {
  const fits = (size: number): Doc | null => {
    const doc = begin(letter)
    const end = write(doc, letter, size)
    return end <= FOOT - 8 ? doc : null
  }
  const doc = SIZES.reduce<Doc | null>((found, size) => found ?? fits(size), null)
  if (!doc) throw new Error('a letter does not fit one page')
  const parts: Buffer[] = []
  doc.on('data', (part: Buffer) => parts.push(part))
  const whole = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
  doc.end()
  await whole
  return Buffer.concat(parts)
}
