import { blocksIn } from './blocks.ts'
import { grammar } from './grammar.ts'
import { textLines } from './inlines.ts'
import type { Block } from './tree.ts'

/** Reads a message. Whatever is written is read: what is no mark-up is text, and so are marks with nothing to mark. */
export function readMarkdown(body: string): Block[] {
  const source = body.replaceAll(/\r\n?/g, '\n')
  const blocks = blocksIn(grammar().parse(source).topNode, { source, level: 0 })
  return blocks.some(saysSomething) ? blocks : [{ kind: 'paragraph', inlines: textLines(source) }]
}

function saysSomething(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.inlines.length > 0
    case 'quote':
      return block.blocks.some(saysSomething)
    case 'list':
      return block.items.some(({ blocks }) => blocks.some(saysSomething))
    case 'code':
      return block.text !== ''
    case 'table':
    case 'rule':
      return true
  }
}

/**
 * Whether the message is one paragraph of nothing but text, so that reading it would show the same. Most are,
 * and the answer takes a look at each character.
 */
export function isPlain(body: string): boolean {
  return !MARK_UP.test(body)
}
// What any mark-up has in it, what begins a line of it, and a line left empty. `:` alone is mostly a colon.
const MARK_UP = /[*_~`|<[\\#@\r]|:[\w+/-]|^[ \t]*(?:[>+-]|\d{1,9}[.)])|\n[^\S\n]*\n|^\s|\s$/m
