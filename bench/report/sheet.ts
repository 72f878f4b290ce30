import { element, label, words } from './svg.ts'

/** Units of the drawing. Small, so that its text can still be read when a phone shrinks it. */
export const WIDTH = 600
/** Where a chart begins below its title. */
export const TOP = 76

/** The colours are those of web/styles/tokens.css; on GitHub's grounds text has 4.5:1 and shapes have 3:1. */
const STYLE = `
text { font: 16px -apple-system, Segoe UI, Roboto, Noto Sans, Ubuntu, Helvetica Neue, Arial, sans-serif; fill: #5c5346 }
.title { font-size: 22px; font-weight: 600; fill: #2b261f }
.group { font-size: 17px; font-weight: 600; fill: #2b261f }
.own { font-weight: 600; fill: #2b261f }
.ratio { font-weight: 600; fill: #1d6355 }
.end { text-anchor: end }
.middle { text-anchor: middle }
.figure { font-variant-numeric: tabular-nums }
.bar, .dot { fill: #8d8272 }
.bar.best, .dot.best { fill: #1d6355 }
.rest { stroke: #8d8272; stroke-width: 2; fill: none }
.rest.best { stroke: #1d6355 }
.whisker { stroke: #5c5346; stroke-width: 1.5 }
.ground { stroke: #ddd4c6 }
@media (prefers-color-scheme: dark) {
  text { fill: #bdb3a3 }
  .title, .group, .own { fill: #ece6db }
  .ratio { fill: #7cc4b0 }
  .bar.best, .dot.best { fill: #7cc4b0 }
  .rest.best { stroke: #7cc4b0 }
  .whisker { stroke: #bdb3a3 }
  .ground { stroke: #37322b }
}
`

export interface Sheet {
  title: string
  /** What is drawn, for the line below the title. */
  subtitle: string
  /** What it shows, for people who do not see it. */
  description: string
  height: number
  markup: readonly string[]
}

/** A drawing for a README: no ground of its own, and legible on a light one and a dark one. */
export function sheet({ title, subtitle, description, height, markup }: Sheet): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: 'img',
    'aria-labelledby': 'title description',
  }
  const parts = [
    element('title', { id: 'title' }, words(title)),
    element('desc', { id: 'description' }, words(description)),
    element('style', {}, words(STYLE)),
    label(0, 24, 'title', title),
    label(0, 50, '', subtitle),
    ...markup,
  ]
  return `${element('svg', attributes, `\n${parts.join('\n')}\n`)}\n`
}
