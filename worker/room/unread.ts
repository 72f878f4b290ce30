import { CONFIRM_EVERY_UNITS, UNREAD_MAX_UNITS } from '../../protocol/limits.ts'

/** What one socket was told and has not confirmed. */
interface Account {
  /** The room's total at the last thing it confirmed. */
  confirmed: number
  /** Units of answers to this socket alone since then. */
  answers: number
  /** The seq up to which pages were handed to it. */
  paged: number
}

/**
 * How much each socket has been handed and may not have read. The runtime keeps what a peer does
 * not take and tells nobody how much that is (https://github.com/cloudflare/workerd/issues/988), so
 * readers are asked now and then to confirm. Units are UTF-16 units of frames; everybody live gets
 * the same frames, so a message costs one addition however many listen.
 */
export class Unread {
  #total = 0
  #askedAt = 0
  /** Totals behind the frames that asked, by the seq that confirms them; oldest first. */
  #asks: { seq: number; total: number }[] = []
  readonly #accounts = new WeakMap<WebSocket, Account>()

  /** Whether a frame that brings the total up by `units` ought to ask for a confirmation. */
  isTimeToAsk(units: number): boolean {
    return this.#total + units - this.#askedAt >= CONFIRM_EVERY_UNITS
  }

  /** Everybody live was handed a frame. */
  handedAll(units: number): void {
    this.#total += units
  }

  /** The last frame asked; whoever has everything up to `seq` has read it. */
  asked(seq: number): void {
    this.#askedAt = this.#total
    this.#asks = this.#asks.filter(ask => this.#total - ask.total <= UNREAD_MAX_UNITS)
    this.#asks.push({ seq, total: this.#total })
  }

  /** A socket was answered alone. */
  handed(socket: WebSocket, units: number): void {
    this.#of(socket).answers += units
  }

  /** A socket says that it has read everything up to `seq`. */
  confirmed(socket: WebSocket, seq: number): void {
    const ask = this.#asks.findLast(one => one.seq <= seq)
    if (ask === undefined) return
    const account = this.#of(socket)
    // Said before: it tells nothing new.
    if (ask.total <= account.confirmed) return
    account.confirmed = ask.total
    account.answers = 0
  }

  /** A socket asks for what comes after `seq`: it has read the pages up to there. */
  askedOn(socket: WebSocket, seq: number): void {
    const account = this.#of(socket)
    if (seq === account.paged) account.answers = 0
  }

  /** A socket was handed a page that ends at `seq`. */
  paged(socket: WebSocket, seq: number): void {
    this.#of(socket).paged = seq
  }

  /** From here on a socket gets what everybody gets. */
  joins(socket: WebSocket): void {
    this.#of(socket).confirmed = this.#total
  }

  /** Whether a socket has been handed more than it may leave unread. */
  isTooMuch(socket: WebSocket, isLive: boolean): boolean {
    const { confirmed, answers } = this.#of(socket)
    const broadcast = isLive ? this.#total - confirmed : 0
    return broadcast + answers > UNREAD_MAX_UNITS
  }

  #of(socket: WebSocket): Account {
    const known = this.#accounts.get(socket)
    if (known !== undefined) return known
    const account = { confirmed: this.#total, answers: 0, paged: 0 }
    this.#accounts.set(socket, account)
    return account
  }
}
