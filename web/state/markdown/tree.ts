// What a message is, once it is read: blocks that hold inlines, and nothing that names an element or a style. Whoever
// shows it decides how each of them looks.

export type Block =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: HeadingLevel; inlines: Inline[] }
  | { kind: 'quote'; blocks: Block[] }
  | ListBlock
  /** `language` is what was written after the fence, in lower case; empty when nothing was. */
  | { kind: 'code'; language: string; text: string }
  | TableBlock
  | { kind: 'rule' }

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

/** `start` is the number of the first item, where items are numbered. */
export interface ListBlock {
  kind: 'list'
  start?: number
  items: ListItem[]
}

/** `checked` is there where the item is a task. */
export interface ListItem {
  checked?: boolean
  blocks: Block[]
}

/** Rows may have fewer cells than the head has, never more. */
export interface TableBlock {
  kind: 'table'
  columns: Alignment[]
  head: Cell[]
  rows: Cell[][]
}
export type Alignment = 'start' | 'center' | 'end'
export type Cell = Inline[]

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis' | 'strike' | 'spoiler'; inlines: Inline[] }
  | { kind: 'code'; text: string }
  | LinkInline
  | { kind: 'break' }
  /** Somebody or something that is perhaps known; `text` is what was written. */
  | { kind: 'mention'; username: string; text: string }
  | { kind: 'room'; name: string; text: string }
  | { kind: 'audience'; text: string }
  | { kind: 'emoji'; code: string; text: string }

/** `href` is safe to open; `host` is where it leads when its text names another place. */
export interface LinkInline {
  kind: 'link'
  href: string
  host?: string
  inlines: Inline[]
}
