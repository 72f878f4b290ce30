/** A stretch of a text that is selected, or where the caret is: UTF-16 units. */
export interface Stretch {
  from: number
  to: number
}

/** What is put in the place of a stretch, and what of the text is selected then. */
export interface Change extends Stretch {
  insert: string
  select: Stretch
}

export type Mark = 'bold' | 'italic' | 'code' | 'link'

const SIGNS: Readonly<Record<Exclude<Mark, 'link'>, string>> = {
  bold: '**',
  italic: '_',
  code: '`',
}

/** Marks a stretch of a text, or takes the mark away that it has. */
export function marked(text: string, stretch: Stretch, mark: Mark): Change {
  const tight = trimmed(text, stretch)
  if (mark === 'link') return linkOf(text, tight)
  const sign = SIGNS[mark]
  const { from, to } = tight
  const isMarked = text.slice(0, from).endsWith(sign) && text.slice(to).startsWith(sign)
  const insert = text.slice(from, to)
  if (!isMarked)
    return { from, to, insert: sign + insert + sign, select: moved(tight, sign.length) }
  const wide = { from: from - sign.length, to: to + sign.length }
  return { ...wide, insert, select: moved(tight, -sign.length) }
}

/** A text without an address: the caret goes where that is missing. An address: where its text is. */
function linkOf(text: string, { from, to }: Stretch): Change {
  const chosen = text.slice(from, to)
  if (chosen === '') return { from, to, insert: '[]()', select: caret(from + 1) }
  const address = addressIn(chosen)
  if (address !== undefined) return { from, to, insert: `[](${address})`, select: caret(from + 1) }
  const insert = `[${escaped(chosen)}]()`
  return { from, to, insert, select: caret(from + insert.length - 1) }
}

/**
 * What pasting an address over a stretch of a text makes of it: a link that is called so. Undefined where it is
 * pasted as it is.
 */
export function linkedBy(pasted: string, text: string, stretch: Stretch): Change | undefined {
  const { from, to } = trimmed(text, stretch)
  const chosen = text.slice(from, to)
  const address = addressIn(pasted)
  if (address === undefined || chosen === '' || chosen.includes('\n')) return undefined
  if (addressIn(chosen) !== undefined) return undefined
  const insert = `[${escaped(chosen)}](${address})`
  return { from, to, insert, select: caret(from + insert.length) }
}

/** An address that stands alone, with nothing in it that would end the link it is put into. */
function addressIn(text: string): string | undefined {
  const alone = text.trim()
  if (!/^https?:\/\/\S+$/i.test(alone) || !URL.canParse(alone)) return undefined
  return alone.replaceAll('(', '%28').replaceAll(')', '%29')
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]\\]/g, '\\$&')
}

/** Marks stand at words: with a space between, they would be none. */
function trimmed(text: string, { from, to }: Stretch): Stretch {
  const chosen = text.slice(from, to)
  if (chosen.trim() === '') return { from, to }
  const start = from + chosen.length - chosen.trimStart().length
  return { from: start, to: start + chosen.trim().length }
}

function moved({ from, to }: Stretch, by: number): Stretch {
  return { from: from + by, to: to + by }
}

function caret(at: number): Stretch {
  return { from: at, to: at }
}

const KEYS: Readonly<Record<string, Mark>> = { b: 'bold', i: 'italic', k: 'link', e: 'code' }

/** The mark that a key asks for: with Ctrl, or Cmd, and nothing else. */
export function markFor(key: {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}): Mark | undefined {
  if (key.ctrlKey === key.metaKey || key.altKey || key.shiftKey) return undefined
  return KEYS[key.key.toLowerCase()]
}
