import type { Inline } from './tree.ts'

/** What stands for hidden text. */
const SPOILER = '[spoiler]'

/** What inlines say. */
export function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(textOf).join('')
}

function textOf(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '\n'
    case 'spoiler':
      return SPOILER
    case 'link': {
      const text = inlineText(inline.inlines)
      return inline.host === undefined ? text : `${text} (${inline.host})`
    }
    case 'strong':
    case 'emphasis':
    case 'strike':
      return inlineText(inline.inlines)
    default:
      return inline.text
  }
}
