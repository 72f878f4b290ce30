/** The part of `localStorage` a draft needs. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What one person has typed in one room and not sent, kept from one visit to the next. */
export class Draft {
  readonly #shelf: Shelf | undefined
  readonly #key: string

  constructor(shelf: Shelf | undefined, user: string, room: string) {
    this.#shelf = shelf
    this.#key = `alcove:draft:${user}:${room}`
  }

  read(): string {
    try {
      return this.#shelf?.getItem(this.#key) ?? ''
    } catch {
      return ''
    }
  }

  /** A full or forbidden store loses the draft with the page, never what is being typed. */
  write(text: string): void {
    try {
      if (text === '') this.#shelf?.removeItem(this.#key)
      else this.#shelf?.setItem(this.#key, text)
    } catch {}
  }
}

/** A refused message back among what is being typed: before it, on lines of its own. */
export function prefixed(message: string, draft: string): string {
  return draft === '' ? message : `${message}\n${draft}`
}
