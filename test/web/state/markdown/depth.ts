import type { Block, Inline } from '../../../../web/state/markdown/tree.ts'

/** How deep the deepest stands. */
export function depthOf(blocks: readonly Block[]): number {
  return deepest(blocks.map(ofBlock))
}

function ofBlock(block: Block): number {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return 1 + ofInlines(block.inlines)
    case 'quote':
      return 1 + depthOf(block.blocks)
    case 'list':
      return 2 + deepest(block.items.map(item => depthOf(item.blocks)))
    case 'table':
      return 1 + deepest([block.head, ...block.rows].flat().map(ofInlines))
    default:
      return 0
  }
}

function ofInlines(inlines: readonly Inline[]): number {
  return deepest(inlines.map(one => ('inlines' in one ? 1 + ofInlines(one.inlines) : 0)))
}

function deepest(depths: readonly number[]): number {
  return depths.reduce((a, b) => Math.max(a, b), 0)
}

/** Everything there is, from the top. */
export function everyInline(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): Inline[] => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return all(block.inlines)
      case 'quote':
        return everyInline(block.blocks)
      case 'list':
        return block.items.flatMap(item => everyInline(item.blocks))
      case 'table':
        return [block.head, ...block.rows].flat().flatMap(all)
      default:
        return []
    }
  })
}

function all(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap(one => ('inlines' in one ? [one, ...all(one.inlines)] : [one]))
}
