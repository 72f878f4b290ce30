/** A column of a Markdown table; numbers stand to the right. */
export interface Column {
  heading: string
  isNumber: boolean
}

/** A Markdown table that also reads well in a terminal. Its text is escaped. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ heading }) => heading), ...rows].map(cells => cells.map(escapeCell))
  const widths = columns.map((_, index) =>
    Math.max(3, ...lines.map(cells => cells[index]?.length ?? 0)),
  )
  const isNumber = (index: number) => columns[index]?.isNumber === true
  const [head = '', ...body] = lines.map(cells =>
    row(
      widths.map((width, index) => {
        const cell = cells[index] ?? ''
        return isNumber(index) ? cell.padStart(width) : cell.padEnd(width)
      }),
    ),
  )
  const rule = row(
    widths.map((width, index) =>
      isNumber(index) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
    ),
  )
  return [head, rule, ...body].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Keeps text on its line and from being read as HTML. */
export function escapeLine(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/\s+/g, ' ')
}

function escapeCell(text: string): string {
  return escapeLine(text).replaceAll('|', '\\|')
}
