import type { SyntaxNode } from '@lezer/common'
import { inlinesIn, textLines } from './inlines.ts'
import { childrenOf, DEPTH_MAX, type Place, sourceOf, within } from './place.ts'
import { tableIn } from './table.ts'
import type { Block, HeadingLevel, ListItem } from './tree.ts'

/** The blocks that stand in a document, a quote or an item of a list. */
export function blocksIn(node: SyntaxNode, place: Place): Block[] {
  const blocks: Block[] = []
  for (const child of childrenOf(node)) {
    const block = blockOf(child, place)
    if (block !== undefined) blocks.push(block)
  }
  return blocks
}

function blockOf(node: SyntaxNode, place: Place): Block | undefined {
  const { name } = node
  if (name === 'Paragraph' || name === 'Task')
    return { kind: 'paragraph', inlines: inlinesIn(node, within(place)) }
  if (name === 'HorizontalRule') return { kind: 'rule' }
  if (name === 'FencedCode') return codeIn(node, place)
  if (name.startsWith('ATXHeading')) {
    const level = Number(name.at(-1)) as HeadingLevel
    return { kind: 'heading', level, inlines: inlinesIn(node, within(place)) }
  }
  if (name === 'Table') return tableIn(node, within(place))
  // What else there is are quotes, lists, and the marks of what they stand in.
  if (name !== 'Blockquote' && !LISTS.has(name)) return undefined
  // An item and what is in it need a level each.
  if (place.level + 3 > DEPTH_MAX)
    return { kind: 'paragraph', inlines: textLines(sourceOf(node, place)) }
  if (name === 'Blockquote') return { kind: 'quote', blocks: blocksIn(node, inside(place)) }
  return listIn(node, place)
}

const LISTS: ReadonlySet<string> = new Set(['BulletList', 'OrderedList'])

function listIn(node: SyntaxNode, place: Place): Block {
  const items = [...childrenOf(node)].filter(({ name }) => name === 'ListItem')
  const kept = items.map(item => itemIn(item, inside(place)))
  const mark = items[0]?.getChild('ListMark')
  if (node.name === 'BulletList' || mark == null) return { kind: 'list', items: kept }
  return { kind: 'list', start: Number.parseInt(sourceOf(mark, place), 10), items: kept }
}

function itemIn(node: SyntaxNode, place: Place): ListItem {
  const blocks = blocksIn(node, within(place))
  const marker = node.getChild('Task')?.getChild('TaskMarker')
  return marker == null ? { blocks } : { checked: /x/i.test(sourceOf(marker, place)), blocks }
}

function codeIn(node: SyntaxNode, place: Place): Block {
  const info = node.getChild('CodeInfo')
  const text = node.getChildren('CodeText').map(part => sourceOf(part, place))
  const [language = ''] =
    info === null
      ? []
      : sourceOf(info, place)
          .trim()
          .split(/[\s,{:]/)
  return { kind: 'code', language: language.toLowerCase(), text: text.join('') }
}

function inside(place: Place): Place {
  return within(place, { isIndented: true })
}
