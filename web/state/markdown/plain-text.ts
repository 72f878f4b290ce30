import { inlineText } from './inline-text.ts'
import { isPlain, readMarkdown } from './reader.ts'
import type { Block, ListItem, TableBlock } from './tree.ts'

/**
 * What a message says, without its marks and on one line: to be read out, put into a notification, quoted. What is
 * hidden stays so.
 * @param maxChars code points, from 1; a longer text ends in `…`, which is one of them
 */
export function plainText(body: string, maxChars: number): string {
  const text = isPlain(body) ? body : readMarkdown(body).map(blockText).join(' ')
  return shortened(text.replaceAll(/\s+/g, ' ').trim(), maxChars)
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.inlines)
    case 'quote':
      return block.blocks.map(blockText).join(' ')
    case 'list':
      return block.items.map((item, i) => itemText(item, block.start, i)).join(' ')
    case 'table':
      return tableText(block)
    case 'code':
      return block.text
    case 'rule':
      return ''
  }
}

function itemText({ blocks, checked }: ListItem, start: number | undefined, i: number): string {
  const mark = start === undefined ? '•' : `${start + i}.`
  const done = checked === undefined ? '' : checked ? ' ☑' : ' ☐'
  return `${mark}${done} ${blocks.map(blockText).join(' ')}`
}

function tableText({ head, rows }: TableBlock): string {
  return [head, ...rows].map(cells => cells.map(inlineText).join(', ')).join('; ')
}

/** Never within a letter and the marks on it, or within an emoji. */
function shortened(text: string, maxChars: number): string {
  if (text.length <= maxChars || [...text].length <= maxChars) return text
  let kept = ''
  let points = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    points += [...segment].length
    if (points > maxChars - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
