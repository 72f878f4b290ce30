import { type FrameErrorCode, PROBLEMS, type ProblemCode } from '../../../protocol/codes.ts'
import type { Message } from '../../../protocol/rest.ts'
import { done, type Outcome, refused } from '../../domain/outcome.ts'
import type { Authority } from '../authority.ts'
import type { Written } from '../batch.ts'
import type { Actor } from '../operations.ts'
import type { Amending, Amendment } from './amending.ts'
import type { Messages } from './messages.ts'

export interface ChangesParts {
  authority: Authority
  amending: Amending
  messages: Messages
  record: (...written: Written[]) => void
}

/** What is done to messages, and to threads, by whoever asks beside the sockets. */
export class Changes {
  readonly #parts: ChangesParts

  constructor(parts: ChangesParts) {
    this.#parts = parts
  }

  /**
   * @returns the message as it is then
   * @throws Unavailable when it takes Postgres to know the message, and that does not answer
   */
  async amend(actor: Actor, wanted: Amendment): Promise<Outcome<Message>> {
    const { authority, amending, messages, record } = this.#parts
    const before = authority.permit(actor, 'messages.read')
    if (!before.ok) return before
    // Before Postgres is asked, which costs the same whatever comes of it.
    const unpaid = authority.pay(actor.id)
    if (unpaid !== undefined) return unpaid
    const [found] = await messages.at([wanted.target.seq])
    // Postgres may have taken its time: what they may is asked now.
    const permitted = authority.permit(actor, 'messages.read')
    if (!permitted.ok) return permitted
    const decision = amending.decide(actor, wanted, found)
    if (decision.kind === 'refused') return refused(problemOf(decision.code), decision.retryAfter)
    if (decision.kind === 'write') record(decision.written)
    const [shown] = messages.shown(await messages.at([wanted.target.seq]), actor.id)
    return shown === undefined ? refused('no_such_message') : done(shown)
  }

  /** Somebody follows a thread from now on, or no more. */
  async follow(actor: Actor, seq: number, on: boolean): Promise<Outcome<null>> {
    const { authority, messages } = this.#parts
    const permitted = authority.permitChange(actor, 'messages.read')
    if (!permitted.ok) return permitted
    const [root] = await messages.at([seq])
    const still = authority.permit(actor, 'messages.read')
    if (!still.ok) return still
    if (root === undefined || root.thread !== undefined) return refused('no_such_message')
    messages.threads.follow(actor.id, seq, on)
    return done(null)
  }
}

/** What a socket is told by one code is told over REST by its own, or as something that may not be said. */
function problemOf(code: FrameErrorCode): ProblemCode {
  return Object.hasOwn(PROBLEMS, code) ? (code as ProblemCode) : 'not_sayable'
}
