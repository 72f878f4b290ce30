import type { MessageStyle } from '../events.ts'
import type { Address } from '../frames.ts'
import type { WaitingStore } from './keeper.ts'

/** Where a message belongs: what it answers, and the thread it stands in, by the message that began that. */
export interface Place {
  replyTo?: Address
  thread?: Address
}

/** A message on its way: shown at once, held until the room acknowledges it. */
export interface PendingSend extends Place {
  cid: string
  body: string
  /** How it is meant, when not simply said. */
  style?: MessageStyle
  /** When the person sent it, in milliseconds since 1970. */
  at: number
  /** `pending` until acknowledged; `failed` when the room refused it, with the code of the refusal. */
  state: 'pending' | 'failed'
  code?: string
}

/** Where sends wait, so that they outlive the page. */
export type PendingStore = WaitingStore<PendingSend>
