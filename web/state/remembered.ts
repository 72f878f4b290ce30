/** Answers to what is asked again and again: each is asked for once, and those used longest ago are forgotten. */
export class Remembered<T> {
  readonly #most: number
  readonly #answers = new Map<string, Promise<T | undefined>>()

  constructor(most: number) {
    this.#most = most
  }

  /** @param load gives undefined, and never throws, when there is no answer that would be worth keeping */
  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const answer = this.#answers.get(key) ?? this.#asked(key, load)
    // The one used last is the last to go.
    this.#answers.delete(key)
    this.#answers.set(key, answer)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > this.#most && oldest !== undefined) this.#answers.delete(oldest)
    return answer
  }

  async #asked(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const answer = await load()
    if (answer === undefined) this.#answers.delete(key)
    return answer
  }
}
