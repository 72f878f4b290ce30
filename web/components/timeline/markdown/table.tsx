import type { Cell, TableBlock } from '../../../state/markdown/tree.ts'
import { Inlines } from './inlines.tsx'
import './table.css'

export function Table({ table: { columns, head, rows } }: { table: TableBlock }) {
  const cell = (tag: 'th' | 'td') => (content: Cell, i: number) => {
    const Tag = tag
    return (
      <Tag key={i} class={`markdown-cell-${columns[i] ?? 'start'}`}>
        <Inlines inlines={content} />
      </Tag>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <div class="markdown-table" role="group" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>{head.map(cell('th'))}</tr>
        </thead>
        {rows.length > 0 && (
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>{row.map(cell('td'))}</tr>
            ))}
          </tbody>
        )}
      </table>
    </div>
  )
}
