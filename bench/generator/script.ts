/** Characters of every message: those of a sentence or two. */
export const BODY_CHARS = 140
const PROSE =
  'The tide comes in twice a day, and each time it leaves something else between the stones: a crab, a rope, a letter that nobody can read any more.'

/**
 * What is said during a load, and when it was meant to be said: message `n` is known by its number, so
 * that millions need no memory and what comes back can be compared letter by letter.
 */
export class Script {
  readonly #run: string
  readonly #beganAt: number
  readonly perSecond: number

  /**
   * @param run tells this load's messages from any other's
   * @param beganAt when message 0 is due, on the clock of `performance.now()`
   */
  constructor(run: string, beganAt: number, perSecond: number) {
    this.#run = run
    this.#beganAt = beganAt
    this.perSecond = perSecond
  }

  /** When a message is meant to be sent, whatever the generator or the server are busy with. */
  dueAt(n: number): number {
    return this.#beganAt + (n * 1_000) / this.perSecond
  }

  /** How many messages are due by a moment. */
  dueBy(now: number): number {
    return Math.max(0, Math.floor(((now - this.#beganAt) * this.perSecond) / 1_000) + 1)
  }

  cid(n: number): string {
    return `${this.#run}-${n.toString(36)}`
  }

  body(n: number): string {
    return `${this.cid(n)} ${PROSE}`.slice(0, BODY_CHARS)
  }

  /** @returns which message this is, or undefined when it is none of ours to the last letter */
  read(body: string): number | undefined {
    const id = body.slice(0, body.indexOf(' '))
    if (!id.startsWith(`${this.#run}-`)) return undefined
    const n = Number.parseInt(id.slice(this.#run.length + 1), 36)
    return this.body(n) === body ? n : undefined
  }

  number(cid: string): number {
    return Number.parseInt(cid.slice(this.#run.length + 1), 36)
  }
}
