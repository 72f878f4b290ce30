import type { Block, ListBlock } from '../../../state/markdown/tree.ts'
import { CodeBlock } from './code-block.tsx'
import { Inlines } from './inlines.tsx'
import { Table } from './table.tsx'
import './markdown.css'

/** A message as it was read. A single paragraph is a line like any other, and stands in the line it is put into. */
export function Markdown({ blocks }: { blocks: readonly Block[] }) {
  const [first] = blocks
  if (blocks.length === 1 && first?.kind === 'paragraph') return <Inlines inlines={first.inlines} />
  return (
    <div class="markdown">
      <Blocks blocks={blocks} />
    </div>
  )
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, i) => <BlockView key={i} block={block} />)
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      )
    // The page has its own headings, and what somebody says is no part of it.
    case 'heading':
      return (
        <p class={`markdown-heading markdown-heading-${block.level}`}>
          <Inlines inlines={block.inlines} />
        </p>
      )
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} />
        </blockquote>
      )
    case 'list':
      return <List list={block} />
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />
    case 'table':
      return <Table table={block} />
    case 'rule':
      return <hr />
  }
}

function List({ list: { start, items } }: { list: ListBlock }) {
  const entries = items.map(({ checked, blocks }, i) => (
    <li key={i} class={checked === undefined ? undefined : 'markdown-task'}>
      {checked !== undefined && (
        <input
          type="checkbox"
          checked={checked}
          disabled
          aria-label={checked ? 'Done' : 'Not done'}
        />
      )}
      {checked === undefined ? (
        <Blocks blocks={blocks} />
      ) : (
        <div class="markdown-task-text">
          <Blocks blocks={blocks} />
        </div>
      )}
    </li>
  ))
  return start === undefined ? <ul>{entries}</ul> : <ol start={start}>{entries}</ol>
}
