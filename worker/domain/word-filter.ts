/** Letters, digits and what joins them: what a word is made of. */
const WORD = /[\p{L}\p{N}\p{M}_']+/gu
/** Scripts that put no spaces between words: there a filter finds its word anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/**
 * Says whether a text holds a word that is not wanted. Words are compared whole and whatever their case or
 * compatibility form; `*` at the beginning or the end stands for the rest of a word; what has several words
 * is looked for in this order. Takes time by the length of the text, whatever is in it.
 */
export class WordFilter {
  readonly #words = new Set<string>()
  readonly #phrases: string[] = []
  readonly #beginnings: string[] = []
  readonly #endings: string[] = []
  readonly #parts: string[] = []

  constructor(words: readonly string[]) {
    for (const word of words) this.#add(fold(word))
  }

  /** @returns whether one of them is in it */
  finds(text: string): boolean {
    const folded = fold(text)
    if (this.#parts.some(part => folded.includes(part))) return true
    const words = folded.match(WORD) ?? []
    const line = ` ${words.join(' ')} `
    return (
      words.some(word => this.#words.has(word) || this.#isPart(word)) ||
      this.#phrases.some(phrase => line.includes(phrase))
    )
  }

  #isPart(word: string): boolean {
    return (
      this.#beginnings.some(beginning => word.startsWith(beginning)) ||
      this.#endings.some(ending => word.endsWith(ending))
    )
  }

  #add(word: string): void {
    const [opens, closes] = [word.startsWith('*'), word.endsWith('*')]
    const found = word.match(WORD) ?? []
    const [first] = found
    if (first === undefined) return
    if (UNSPACED.test(word) || (opens && closes)) this.#parts.push(found.join(' '))
    else if (found.length > 1) this.#phrases.push(` ${found.join(' ')} `)
    else if (closes) this.#beginnings.push(first)
    else if (opens) this.#endings.push(first)
    else this.#words.add(first)
  }
}

/** What shows nothing parts no word: between two letters it would hide one. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

function fold(text: string): string {
  return text.normalize('NFKC').replace(UNSEEN, '').toLowerCase()
}
