import type { Released } from '../release.ts'
import { CHART, CHART_TEXT, chartMarks } from './chart.ts'
import type { Mark } from './chart.ts'
import type { Chart, Letter } from './content.ts'

/** Where the letter's look comes from: the page's policy allows no style inside it. */
export const LETTER_STYLE_PATH = '/api/letter.css'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const p = (text: string, name = ''): string => `<p${name && ` class="${name}"`}>${escape(text)}</p>`
const at = (points: [number, number][]): string => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')

const svgMark = (mark: Mark): string => {
  switch (mark.kind) {
    case 'band':
      return `<polygon class="band" points="${at(mark.points)}"/>`
    case 'line':
      return `<polyline class="line" points="${at(mark.points)}"/>`
    case 'dot':
      return `<circle class="dot" cx="${mark.at[0].toFixed(1)}" cy="${mark.at[1].toFixed(1)}" r="1.8"/>`
    case 'rule':
      return `<line class="rule-${mark.role}" x1="${mark.from[0].toFixed(1)}" y1="${mark.from[1].toFixed(1)}" x2="${mark.to[0].toFixed(1)}" y2="${mark.to[1].toFixed(1)}"/>`
    case 'text':
      return `<text class="text-${mark.role}" x="${mark.at[0].toFixed(1)}" y="${mark.at[1].toFixed(1)}" text-anchor="${mark.anchor}">${escape(mark.text)}</text>`
  }
}

const figure = (chart: Chart): string =>
  `<h2>${escape(chart.title)}</h2>
<figure><svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="${escape(chart.described)}" font-size="${CHART_TEXT}">${chartMarks(chart).map(svgMark).join('')}</svg>
<figcaption>${escape(chart.note)}</figcaption></figure>`

const table = ({ table: { columns, rows } }: Letter): string => {
  const head = columns.map((column, i) => (i === 0 ? '<td></td>' : `<th scope="col">${escape(column)}</th>`)).join('')
  const body = rows.map((row) => `<tr>${row.map((text, i) => (i === 0 ? `<th scope="row">${escape(text)}</th>` : `<td>${escape(text)}</td>`)).join('')}</tr>`)
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

const helps = ({ helps: all }: Letter): string =>
  all.length === 0
    ? ''
    : `<ol>${all
        .map(
          ({ heading, text, instead, write }) =>
            `<li><p><strong>${escape(heading)}.</strong> ${escape(text)}</p><p class="example"><span>Instead of</span> “${escape(instead)}” <span>please write</span> <strong>“${escape(write)}”</strong></p></li>`,
        )
        .join('\n')}</ol>`

/** The letter as a page that prints to one sheet of A4: the same words as the PDF, no scripts, nothing from elsewhere. */
export const letterHtml = (letter: Released<Letter>): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(letter.documentTitle)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="${LETTER_STYLE_PATH}">
</head>
<body>
<main>
${p(letter.marking, 'marking')}
${letter.invented ? p(letter.invented, 'invented') : ''}
<div class="head">${p(letter.from)}${p(letter.dateWritten, 'date')}${p(letter.to)}</div>
<h1>${escape(letter.title)}</h1>
${[letter.greeting, ...letter.opening].map((text) => p(text)).join('\n')}
<h2>${escape(letter.helpsTitle)}</h2>
${helps(letter)}
${letter.chart ? figure(letter.chart) : ''}
<h2>${escape(letter.table.title)}</h2>
${table(letter)}
${p(letter.counted, 'counted')}
${p(letter.closing)}
<div class="foot">${p(letter.foot.data)}${p(letter.foot.page)}</div>
${p(letter.marking, 'marking')}
</main>
</body>
</html>
`

export const LETTER_STYLE = `@page { size: A4; margin: 12mm 18mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #eef1f4; color: #18212a; font: 10pt/1.36 'Inter Variable', 'Source Sans 3', system-ui, 'DejaVu Sans Condensed', sans-serif; }
main { max-width: 210mm; margin: 16px auto; padding: 12mm 18mm; background: #fff; box-shadow: 0 1px 6px rgb(16 24 32 / 18%); }
p, h1, h2, ol, figure, table { margin: 0 0 5pt; }
h1 { font-size: 14pt; line-height: 1.2; margin-top: 6pt; }
h2 { font-size: 11pt; margin-top: 9pt; margin-bottom: 3pt; }
.marking { text-align: center; font-weight: 700; font-size: 9pt; letter-spacing: 0.5pt; }
.invented { text-align: center; font-weight: 700; font-size: 9pt; color: #7a4a00; }
.head { display: grid; grid-template-columns: 1fr auto; gap: 1pt 12pt; margin: 8pt 0; }
.head p { margin: 0; }
ol { padding-left: 16pt; }
li p { margin: 0 0 1pt; }
.example { margin-bottom: 4pt; }
.example span { color: #4a5661; }
svg { width: 100%; height: auto; display: block; font-family: inherit; }
.band { fill: #c9d6e2; }
.line { fill: none; stroke: #1f4e79; stroke-width: 1.4; }
.dot { fill: #1f4e79; }
.rule-base { stroke: #8a96a2; stroke-width: 0.8; }
.rule-grid { stroke: #8a96a2; stroke-width: 0.4; }
.rule-median { stroke: #18212a; stroke-width: 0.8; stroke-dasharray: 3 2; }
.text-axis, .text-median { fill: #4a5661; }
.text-value { fill: #1f4e79; font-weight: 700; }
figcaption, .counted, .foot { font-size: 8pt; color: #4a5661; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 1.4pt 8pt 1.4pt 0; border-bottom: 0.5pt solid #c3ccd5; font-weight: 400; }
thead th, thead td { color: #4a5661; font-weight: 600; border-color: #8a96a2; }
.foot { display: flex; justify-content: space-between; gap: 12pt; border-top: 0.5pt solid #8a96a2; padding-top: 3pt; margin-top: 6pt; }
.foot p { margin: 0; }
@media (max-width: 720px) { main { margin: 0; padding: 16px; } table { font-size: 8.5pt; } }
@media print {
  body { background: #fff; font-size: 9pt; line-height: 1.28; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  .band, .dot { print-color-adjust: exact; }
}
`
