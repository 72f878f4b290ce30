/** What a word at the caret asks for, by what it begins with. */
export type WordKind = 'person' | 'room' | 'emoji'

/** A word that can be completed, from its sign on. `from` and `to` are UTF-16 units of the text. */
export interface CaretWord {
  kind: WordKind
  from: number
  /** The end of the word, which may be behind the caret. */
  to: number
  /** What stands between its sign and the caret. */
  typed: string
}

/** Letters behind a colon from which on an emoji is meant, rather than the colon. */
export const EMOJI_MIN_LETTERS = 2
/** Characters beyond which no name goes on, in UTF-16 units. */
const WORD_MAX = 64

/** As where a room looks for names, and a page for shortcodes: not within a word, an address, a path. */
const SIGN = /(?<![\p{L}\p{M}\p{N}_@#&/.+-])([@#])([\p{L}\p{M}\p{N}._-]*)$/u
const COLON = /(?<![\p{L}\p{M}\p{N}_:])(:)([a-z0-9_+-]+)$/iu
const REST = /^[\p{L}\p{M}\p{N}_-]*(?:\.[\p{L}\p{M}\p{N}_-]+)*/u
const REST_OF_CODE = /^[a-z0-9_+-]*:?/i

const KINDS: Readonly<Record<string, WordKind>> = { '@': 'person', '#': 'room', ':': 'emoji' }

/** The word that is being typed at the caret; undefined where it is none that can be completed. */
export function wordAt(text: string, caret: number): CaretWord | undefined {
  const before = text.slice(Math.max(0, caret - WORD_MAX), caret)
  const [, sign = '', typed = ''] = SIGN.exec(before) ?? COLON.exec(before) ?? []
  const kind = KINDS[sign]
  if (kind === undefined || isInCode(text, caret)) return undefined
  if (kind === 'emoji' && typed.length < EMOJI_MIN_LETTERS) return undefined
  const rest = (kind === 'emoji' ? REST_OF_CODE : REST).exec(text.slice(caret))?.[0] ?? ''
  return { kind, from: caret - typed.length - 1, to: caret + rest.length, typed }
}

/** Whether code is being written there: behind a fence, or a backtick in the same line, that is not closed yet. */
export function isInCode(text: string, caret: number): boolean {
  const before = text.slice(0, caret)
  const fences = before.split('```')
  if (fences.length % 2 === 0) return true
  const line = fences.at(-1)?.split('\n').at(-1) ?? ''
  return line.split('`').length % 2 === 0
}
