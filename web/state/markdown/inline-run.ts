import type { Inline } from './tree.ts'

/** Collects inlines in a row: text that meets becomes one, and the end of a line a break. */
export class InlineRun {
  readonly #inlines: Inline[] = []
  readonly #isIndented: boolean
  #beginsLine = true

  /** @param isIndented whether the space before each line is left out */
  constructor(isIndented: boolean) {
    this.#isIndented = isIndented
  }

  text(text: string): void {
    text.split('\n').forEach((line, i) => {
      if (i > 0) this.break()
      this.#piece(line)
    })
  }

  break(): void {
    this.#inlines.push({ kind: 'break' })
    this.#beginsLine = true
  }

  push(inline: Inline): void {
    this.#inlines.push(inline)
    this.#beginsLine = false
  }

  finish(): Inline[] {
    const last = this.#inlines.at(-1)
    if (last?.kind !== 'text') return this.#inlines
    const text = last.text.trimEnd()
    return [...this.#inlines.slice(0, -1), ...(text === '' ? [] : [{ kind: last.kind, text }])]
  }

  #piece(line: string): void {
    const isTrimmed = this.#beginsLine && (this.#isIndented || this.#inlines.length === 0)
    const text = isTrimmed ? line.trimStart() : line
    if (text === '') return
    const last = this.#inlines.at(-1)
    if (last?.kind === 'text') last.text += text
    else this.#inlines.push({ kind: 'text', text })
    this.#beginsLine = false
  }
}
