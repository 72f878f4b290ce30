export type Part = 'postgres' | 'redis' | 'room' | 'inbox' | 'hashing' | 'tally' | 'turnstile'

/**
 * A part the Worker leans on did not answer, or said that it cannot now. Trying again later may
 * help; whether the work was done is not known.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
  readonly part: Part

  /** @param reason for the log alone; it must not carry addresses, statements or values. */
  constructor(part: Part, reason: string) {
    super(`${part} does not answer: ${reason}`)
    this.part = part
  }
}
