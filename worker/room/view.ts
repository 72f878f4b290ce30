import type { Batch } from './batch.ts'
import type { Limiter } from './limiter.ts'
import type { Log } from './log.ts'
import type { Members } from './members.ts'
import type { Meta } from './meta.ts'
import type { Presence } from './presence.ts'

/** What a command may look at to decide. */
export interface RoomView {
  readonly now: number
  readonly meta: Pick<Meta, 'room' | 'epoch' | 'base'>
  readonly log: Pick<Log, 'head' | 'after' | 'newest'>
  readonly members: Pick<Members, 'current' | 'all'>
  readonly presence: Pick<Presence, 'believed'>
  readonly batch: Pick<Batch, 'isFull' | 'waiting'>
  readonly limiter: Pick<Limiter, 'send' | 'page'>
}
