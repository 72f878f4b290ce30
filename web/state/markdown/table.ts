import type { SyntaxNode } from '@lezer/common'
import { inlinesIn } from './inlines.ts'
import { childrenOf, type Place, sourceOf } from './place.ts'
import type { Alignment, Cell, TableBlock } from './tree.ts'

export function tableIn(node: SyntaxNode, place: Place): TableBlock {
  const header = node.getChild('TableHeader')
  const line = node.getChild('TableDelimiter')
  const head = header === null ? [] : cellsIn(header, place)
  const alignments = line === null ? [] : alignmentsOf(sourceOf(line, place))
  const columns = head.map((_, i) => alignments[i] ?? 'start')
  const rows = node.getChildren('TableRow').map(row => cellsIn(row, place, head.length))
  // A short row is left short: filled up, a few thousand characters would make a million cells.
  return { kind: 'table', columns, head, rows }
}

/** An empty cell has no node of its own: it is what stands between two bars. */
function cellsIn(row: SyntaxNode, place: Place, max = Number.POSITIVE_INFINITY): Cell[] {
  const cells: Cell[] = []
  let cell: Cell | undefined
  let isFirst = true
  for (const child of childrenOf(row)) {
    if (child.name === 'TableCell') cell = inlinesIn(child, place)
    else if (child.name === 'TableDelimiter') {
      if (!isFirst || cell !== undefined) cells.push(cell ?? [])
      cell = undefined
    }
    isFirst = false
  }
  if (cell !== undefined) cells.push(cell)
  return cells.slice(0, max)
}

function alignmentsOf(line: string): Alignment[] {
  return line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map(column => alignmentOf(column.trim()))
}

function alignmentOf(dashes: string): Alignment {
  if (!dashes.endsWith(':')) return 'start'
  return dashes.startsWith(':') ? 'center' : 'end'
}
