import type { Batch } from './batch.ts'
import type { Card } from './card.ts'
import type { Limiter } from './limiter.ts'
import type { Log } from './log.ts'
import type { Marks } from './marks.ts'
import type { Members } from './members.ts'
import type { Amending } from './messages/amending.ts'
import type { Disappearing } from './messages/disappearing.ts'
import type { Messages } from './messages/messages.ts'
import type { Meta } from './meta.ts'
import type { Pace } from './pace.ts'
import type { Presence } from './presence.ts'

/** What a command may look at to decide. */
export interface RoomView {
  readonly now: number
  readonly meta: Pick<Meta, 'room' | 'epoch' | 'base'>
  readonly log: Pick<Log, 'head' | 'after' | 'newest' | 'recorded'>
  readonly members: Pick<Members, 'current' | 'known' | 'named' | 'all' | 'count' | 'page'>
  readonly presence: Pick<Presence, 'believed' | 'believedAway'>
  readonly marks: Pick<Marks, 'of' | 'others'>
  readonly card: Pick<Card, 'filters'>
  readonly pace: Pick<Pace, 'wait' | 'spoke'>
  readonly batch: Pick<Batch, 'isFull' | 'isAmendedBy' | 'isWaitingFor' | 'waiting'>
  readonly messages: Pick<Messages, 'holds' | 'held' | 'threads'>
  readonly disappearing: Pick<Disappearing, 'add'>
  readonly amending: Pick<Amending, 'decide'>
  readonly limiter: Pick<Limiter, 'send' | 'page' | 'typing'>
}
